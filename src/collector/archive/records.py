"""A fetch as bytes of a WARC segment, and back.

Enters: the row of a fetch, with or without headers and body. Leaves: gzip members, one per WARC record, that
are written in one go: the capture (``response``, or ``resource`` for a rendered page) and then a ``metadata``
record whose JSON body is the row. Refuses records whose digest does not hold. The same fetch always gives the
same bytes.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from collector.models import Fetch
from collector.words import Outcome

Headers = tuple[tuple[str, str], ...]

ROW_TYPE = "application/vnd.collector.fetch+json"
FINISH_TYPE = "application/vnd.collector.finish+json"
_VERSION = "1.1"
_LENGTH_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


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
    """One WARC record, read and checked."""

    kind: str
    content_type: str
    url: str
    digest: str | None
    headers: Headers
    body: bytes


def numbered(draft: Draft, *, wave: str, attempt: int, n_bytes: int) -> Fetch:
    """The fetch that ``draft`` becomes as ``attempt`` (1, 2 …) on its URL, not yet placed in a segment."""
    key = [wave, draft.source, draft.owner_id, draft.url, draft.is_rendered, attempt, _iso(draft.fetched_at)]
    name = sha256(json.dumps(key).encode()).hexdigest()[:16]
    fields = {field: getattr(draft, field) for field in Draft.__slots__}
    fields["fetched_at"] = draft.fetched_at.astimezone(UTC)
    return Fetch(
        fetch_id=name, wave=wave, attempt=attempt, n_bytes=n_bytes, segment=None, offset=None, **fields
    )


def encode_fetch(fetch: Fetch, headers: Headers, body: bytes | None) -> tuple[bytes, str | None]:
    """The gzip members of a fetch, and the payload digest of its capture (None where no bytes came)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    date = _iso(fetch.fetched_at)
    digest, refers_to = None, {}
    if body is not None:
        kind = "resource" if fetch.is_rendered else "response"
        named = {"WARC-Record-ID": _record_id(fetch.fetch_id, kind), "WARC-Date": date}
        record = writer.create_warc_record(
            fetch.final_url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=fetch.content_type or "application/octet-stream" if fetch.is_rendered else "",
            warc_headers_dict=named,
            http_headers=None if fetch.is_rendered else _http_headers(fetch.http_status, headers),
        )
        writer.write_record(record)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        refers_to = {"WARC-Refers-To": named["WARC-Record-ID"]}
    row = {"fetch": row_of(fetch)} | ({"headers": headers} if fetch.is_rendered else {})
    _write_json(writer, fetch.url, ROW_TYPE, row, _record_id(fetch.fetch_id, "metadata"), date, refers_to)
    return out.getvalue(), digest


def encode_finish(finish: Finish, wave: str, at: datetime) -> bytes:
    """The gzip member of a finish mark."""
    out = BytesIO()
    url = f"urn:collector:finish:{wave}:{finish.source}:{finish.owner_id}"
    name = _record_id(f"{url}:{_iso(at)}:{finish.n_fetches}", "metadata")
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    _write_json(writer, url, FINISH_TYPE, asdict(finish), name, _iso(at), {})
    return out.getvalue()


def encode_warcinfo(segment: str, wave: str, at: datetime) -> bytes:
    """The first gzip member of a segment: which program wrote it, for which wave."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    about = {"software": "collector", "format": "WARC File Format 1.1", "isPartOf": wave}
    record = writer.create_warcinfo_record(segment, about)
    record.rec_headers.replace_header("WARC-Record-ID", _record_id(segment, "warcinfo"))
    record.rec_headers.replace_header("WARC-Date", _iso(at))
    writer.write_record(record)
    return out.getvalue()


def read_record(member: bytes) -> Record:
    """The WARC record in one gzip member; ArchiveLoadFailed where it does not parse or fails its digest."""
    for record in ArchiveIterator(BytesIO(member), check_digests="raise"):
        http = record.http_headers
        named = record.rec_headers.get_header
        return Record(
            kind=record.rec_type,
            content_type=named("Content-Type") or "",
            url=named("WARC-Target-URI") or "",
            digest=named("WARC-Payload-Digest"),
            headers=tuple(http.headers) if http else (),
            body=record.content_stream().read(),
        )
    raise ArchiveLoadFailed("empty gzip member")


def row_of(fetch: Fetch) -> dict[str, Any]:
    """The JSON row of a fetch, without its place in the archive."""
    row = asdict(fetch)
    del row["segment"], row["offset"]
    return row | {"outcome": fetch.outcome.value, "fetched_at": _iso(fetch.fetched_at)}


def fetch_of(row: dict[str, Any], *, segment: str | None, offset: int | None) -> Fetch:
    """The fetch of a JSON row; an outcome outside the vocabulary is a ValueError."""
    at = datetime.fromisoformat(row["fetched_at"])
    return Fetch(
        **(row | {"outcome": Outcome(row["outcome"]), "fetched_at": at}), segment=segment, offset=offset
    )


def _http_headers(status: int | None, headers: Headers) -> StatusAndHeaders:
    """Headers as kept: the body is stored decoded, so what described its coding on the wire is left out."""
    kept = [(name, value) for name, value in headers if name.lower() not in _LENGTH_HEADERS]
    return StatusAndHeaders(f"{status or 200} -", kept, protocol="HTTP/1.1")


def _write_json(
    writer: WARCWriter, url: str, kind: str, content: object, name: str, date: str, more: dict[str, str]
) -> None:
    body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    record = writer.create_warc_record(
        url,
        "metadata",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=kind,
        warc_headers_dict={"WARC-Record-ID": name, "WARC-Date": date, **more},
    )
    writer.write_record(record)


def _record_id(name: str, kind: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'collector:{kind}:{name}')}>"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
