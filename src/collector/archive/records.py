"""What a WARC segment holds, as Python records; reading one WARC record back.

Enters: drafts of fetches, gzip members. Leaves: fetches as rows, records with their headers and bytes.
Refuses records whose digest does not hold. :mod:`collector.archive.encode` writes what is read here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from collector.models import Fetch
from collector.words import Outcome

Headers = tuple[tuple[str, str], ...]

ROW_TYPE = "application/vnd.collector.fetch+json"
FINISH_TYPE = "application/vnd.collector.finish+json"


@dataclass(frozen=True, slots=True)
class Draft:
    """A fetch before the archive has numbered and placed it; the fields mean what they mean in ``Fetch``."""

    source: str
    owner_id: str | None
    url: str
    final_url: str
    outcome: Outcome
    fetched_at: datetime
    depth: int
    is_rendered: bool
    http_status: int | None = None
    content_type: str | None = None
    parent_url: str | None = None
    anchor_text: str | None = None
    elapsed_ms: int = 0
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The mark that one source's crawl of one owner (None: all it had to ask) came to its end.

    ``plan`` is the digest of what was to be asked, ``n_fetches`` the rows that stood in the archive by then,
    ``is_reached`` whether any page of it was visited.
    """

    source: str
    owner_id: str | None
    plan: str
    n_fetches: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record, read and checked; ``refers_to`` names another record by its id."""

    kind: str
    record_id: str
    content_type: str
    url: str
    date: str
    digest: str | None
    refers_to: str | None
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent; values of cookies and authorisation never reach the archive."""

    method: str
    url: str
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A response; for a rendered page, the one that the browser made it from."""

    url: str
    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Original:
    """A record with bytes that another record refers to: as it stands in its segment, and read."""

    member: bytes
    record: Record


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept beside the bytes of a fetch; None where there is none.

    ``document`` and ``screenshot`` (PNG) belong to rendered pages. ``earlier`` is the capture of an earlier
    wave that the server said still holds (status 304).
    """

    sent: Sent | None = None
    document: Document | None = None
    screenshot: bytes | None = None
    earlier: Original | None = None


NOTHING = Beside()


def numbered(draft: Draft, *, wave: str, attempt: int, n_bytes: int) -> Fetch:
    """The fetch that ``draft`` becomes as ``attempt`` (1, 2 …) on its URL, not yet placed in a segment."""
    key = [wave, draft.source, draft.owner_id, draft.url, draft.is_rendered, attempt, iso(draft.fetched_at)]
    name = sha256(json.dumps(key).encode()).hexdigest()[:16]
    fields = {field: getattr(draft, field) for field in Draft.__slots__}
    fields["fetched_at"] = draft.fetched_at.astimezone(UTC)
    return Fetch(
        fetch_id=name, wave=wave, attempt=attempt, n_bytes=n_bytes, segment=None, offset=None, **fields
    )


def read_record(data: bytes) -> Record:
    """The WARC record in an unpacked member; ArchiveLoadFailed if it does not parse or fails its digest."""
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        http = record.http_headers
        named = record.rec_headers.get_header
        return Record(
            kind=record.rec_type,
            record_id=named("WARC-Record-ID") or "",
            content_type=named("Content-Type") or "",
            url=named("WARC-Target-URI") or "",
            date=named("WARC-Date") or "",
            digest=named("WARC-Payload-Digest"),
            refers_to=named("WARC-Refers-To"),
            headers=tuple(http.headers) if http else (),
            body=record.content_stream().read(),
        )
    raise ArchiveLoadFailed("empty gzip member")


def row_of(fetch: Fetch) -> dict[str, Any]:
    """The JSON row of a fetch, without its place in the archive."""
    row = asdict(fetch)
    del row["segment"], row["offset"]
    return row | {"outcome": fetch.outcome.value, "fetched_at": iso(fetch.fetched_at)}


def fetch_of(row: dict[str, Any], *, segment: str | None, offset: int | None) -> Fetch:
    """The fetch of a JSON row; an outcome outside the vocabulary is a ValueError."""
    at = datetime.fromisoformat(row["fetched_at"])
    return Fetch(
        **(row | {"outcome": Outcome(row["outcome"]), "fetched_at": at}), segment=segment, offset=offset
    )


def iso(moment: datetime) -> str:
    """The moment as WARC writes it: UTC with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
