"""A fetch as bytes of a WARC segment: gzip members, one per record, that are written in one go.

Enters: the row of a fetch, with or without headers and body, and what is kept beside it. Leaves: the capture
(``response``; ``revisit`` where the same bytes are kept already; ``conversion`` for a page as the browser
held it), its ``request``, and last a ``metadata`` record whose JSON body is the row. Refuses nothing; what
never reaches the archive is left out by :mod:`collector.archive.pen`. Layout: docs/reference/archive.md.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from warcio.warcwriter import WARCWriter

from collector.archive.pen import (
    NOT_MODIFIED,
    SAME_BYTES,
    VERSION,
    Pen,
    Target,
    payload_digest,
    record_id,
    write_json,
)
from collector.archive.records import FINISH_TYPE, NOTHING, Beside, Document, Finish, Headers, iso

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from collector.models import Fetch


@dataclass(frozen=True, slots=True)
class Encoded:
    """The gzip members of a fetch, where among them its capture starts, and the digest of its bytes.

    ``same_as`` is the fetch of this archive that holds the bytes, None where they stand here.
    """

    data: bytes
    start: int = 0
    digest: str | None = None
    same_as: str | None = None


def encode_fetch(
    fetch: Fetch,
    headers: Headers,
    body: bytes | None,
    *,
    beside: Beside = NOTHING,
    kept: Callable[[str, str], Fetch | None] = lambda url, digest: None,
) -> Encoded:
    """The records of a fetch; ``kept`` finds the fetch that holds a plain response to a URL by its digest."""
    pen = Pen(fetch)
    if body is None:
        pen.row({}, None)
        return Encoded(pen.data)
    if fetch.is_rendered:
        return _encode_rendered(pen, headers, body, beside, kept)
    digest = payload_digest(body)
    more: dict[str, Any] = {}
    same = kept(fetch.final_url, digest) if body and not beside.earlier else None
    if beside.earlier:
        record = beside.earlier.record
        target, digest = Target(record.record_id, record.url, record.date), record.digest or digest
        capture = pen.revisit(NOT_MODIFIED, target, digest, fetch.http_status, headers)
        pen.out.write(beside.earlier.member)
    elif same:
        capture = pen.revisit(SAME_BYTES, target_of(same), digest, fetch.http_status, headers)
        more["same_as"] = same.fetch_id
    else:
        capture = pen.response(Document(fetch.final_url, fetch.http_status or 200, headers, body), "response")
    if beside.sent:
        pen.request(beside.sent, capture)
    pen.row(more, capture)
    return Encoded(pen.data, 0, digest, same.fetch_id if same else None)


def _encode_rendered(
    pen: Pen, headers: Headers, body: bytes, beside: Beside, kept: Callable[[str, str], Fetch | None]
) -> Encoded:
    """The browser's own response and request first, then the page that it made of them."""
    fetch, document, source = pen.fetch, beside.document, None
    if document is not None:
        digest = payload_digest(document.body)
        same = kept(document.url, digest) if document.body else None
        if same:
            source = pen.revisit(SAME_BYTES, target_of(same), digest, document.status, document.headers)
        else:
            source = pen.response(document, "document")
        if beside.sent:
            pen.request(beside.sent, source)
    start = len(pen.data)
    capture = pen.page(body, fetch.content_type or "application/octet-stream", source)
    if beside.screenshot is not None:
        pen.screenshot(beside.screenshot, source or capture)
    pen.row({"headers": headers}, capture)
    return Encoded(pen.data, start, payload_digest(body))


def encode_finish(finish: Finish, wave: str, at: datetime) -> bytes:
    """The gzip member of a finish mark."""
    url = f"urn:collector:finish:{wave}:{finish.source}:{finish.owner_id}"
    name = record_id(f"{url}:{iso(at)}:{finish.n_fetches}", "metadata")
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=VERSION)
    write_json(writer, url, FINISH_TYPE, asdict(finish), {"WARC-Record-ID": name, "WARC-Date": iso(at)})
    return out.getvalue()


def encode_warcinfo(segment: str, wave: str, at: datetime) -> bytes:
    """The first gzip member of a segment: which program wrote it, for which wave."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=VERSION)
    about = {"software": "collector", "format": "WARC File Format 1.1", "isPartOf": wave}
    record = writer.create_warcinfo_record(segment, about)
    record.rec_headers.replace_header("WARC-Record-ID", record_id(segment, "warcinfo"))
    record.rec_headers.replace_header("WARC-Date", iso(at))
    writer.write_record(record)
    return out.getvalue()


def target_of(fetch: Fetch) -> Target:
    """The ``response`` record of a plain fetch that holds its own bytes."""
    return Target(record_id(fetch.fetch_id, "response"), fetch.final_url, iso(fetch.fetched_at))
