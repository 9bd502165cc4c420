"""WARC files that other programs made: where their records are, and what each holds.

Enters: a ``.warc`` or ``.warc.gz`` file of any crawler. Leaves: records with their place, in order, bodies
freed from transfer and content coding. Refuses files that end inside a record or are not one gzip member per
record (ArchiveError names file, byte and the way out). Digests are not checked: programs disagree on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from collector.archive.members import Member, TornError, members
from collector.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from warcio.recordloader import ArcWarcRecord

    from collector.archive.records import Headers

_GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 1 << 16
_GAP = b"\r\n\r\n"
_LENGTH = re.compile(rb"^Content-Length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_CODING = frozenset({"content-length", "transfer-encoding", "connection", "keep-alive"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands."""

    path: Path
    offset: int


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """A record as another program wrote it; ``status`` None where it holds no HTTP answer."""

    place: Place
    kind: str
    named: dict[str, str]
    status: int | None
    headers: Headers
    body: bytes

    @property
    def url(self) -> str:
        """What was asked for."""
        return self.named.get("warc-target-uri", "")


def read_foreign(path: Path) -> Iterator[ForeignRecord]:
    """All records of a file in order. Raises ArchiveError at the first that is not whole."""
    yield from _records(path, 0)


def read_foreign_at(place: Place) -> ForeignRecord:
    """The record at a place."""
    return next(_records(place.path, place.offset))


def _records(path: Path, start: int) -> Iterator[ForeignRecord]:
    with path.open("rb") as file:
        is_gzip = file.read(2) == _GZIP_MAGIC
    offset = start
    try:
        for member in members(path, start) if is_gzip else _plain(path, start):
            offset = member.offset
            yield _record(Place(path, offset), member.data)
            offset = member.end
    except TornError:
        raise _broken(path, offset, "the file ends inside the record there") from None
    except (ArchiveLoadFailed, ValueError, AttributeError) as error:
        # AttributeError: warcio's own, on a header that ends in the middle (1.8, 2026-11)
        if isinstance(error, _SeveralError):
            raise ArchiveError(
                str(path),
                "the whole file is one gzip member, so no record can be found in it",
                fix=f"warcio recompress {path} new.warc.gz, and use that",
            ) from None
        raise _broken(path, offset, f"no WARC record ({str(error).strip()[:80]})") from None


class _SeveralError(ArchiveLoadFailed):  # type: ignore[misc]  # warcio ships no types
    """Several records in one gzip member."""


def _broken(path: Path, offset: int, problem: str) -> ArchiveError:
    fix = "get the file again"
    if offset:
        fix += f", or keep what is whole: head -c {offset} {path.name} > whole-{path.name}"
    return ArchiveError(f"{path}, byte {offset}", problem, fix=fix)


def _plain(path: Path, start: int) -> Iterator[Member]:
    """Each record of a file that is not compressed."""
    size = path.stat().st_size
    with path.open("rb") as file:
        offset = start
        while offset < size:
            file.seek(offset)
            head, found, _ = file.read(_HEAD_BYTES).partition(_GAP)
            if not head.startswith(b"WARC/"):
                raise ArchiveLoadFailed(f"starts with {head[:20]!r}")
            length = _LENGTH.search(head)
            if not found:
                raise TornError
            if length is None:
                raise ArchiveLoadFailed("no Content-Length")
            end = offset + len(head) + len(found) + int(length[1])
            if end > size:
                raise TornError
            file.seek(offset)
            data = file.read(end - offset)
            gap = file.read(len(_GAP))
            end += len(gap) - len(gap.lstrip(_GAP))
            yield Member(offset, end, data, data + _GAP)
            offset = end


def _record(place: Place, data: bytes) -> ForeignRecord:
    iterator = iter(ArchiveIterator(BytesIO(data)))
    record = next(iterator, None)
    if record is None:
        raise ArchiveLoadFailed("empty record")
    http = record.http_headers
    named = {name.lower(): value for name, value in record.rec_headers.headers}
    status = None
    if http is not None and record.rec_type in {"response", "revisit"}:
        status = int(http.get_statuscode() or 200)
    body, undone = _body(record)
    if next(iterator, None) is not None:
        raise _SeveralError("several records in one gzip member")
    headers = tuple(
        (name, value)
        for name, value in (http.headers if http else ())
        if name.lower() not in _CODING and not (undone and name.lower() == "content-encoding")
    )
    return ForeignRecord(place, record.rec_type, named, status, headers, body)


def _body(record: ArcWarcRecord) -> tuple[bytes, bool]:
    """The body without the codings that can be undone here, and whether its content coding was."""
    http = record.http_headers
    if http is None:
        return record.raw_stream.read(), False
    encoding = (http.get_header("content-encoding") or "").strip().lower().removeprefix("x-")
    known = encoding if encoding in BufferedReader.get_supported_decompressors() else None
    stream = record.raw_stream
    if "chunked" in (http.get_header("transfer-encoding") or "").lower():
        stream = ChunkedDataReader(stream, decomp_type=known)
    elif known:
        stream = BufferedReader(stream, decomp_type=known)
    chunks = []
    while chunk := stream.read(_HEAD_BYTES):
        chunks.append(chunk)
    return b"".join(chunks), known is not None
