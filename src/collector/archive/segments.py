"""The files of the archive: ``<yyyymmddhhmmss>-<pid>-<n>.warc.gz``, plus ``.open`` while being written.

Enters: a folder and the number of bytes already known of each segment. Leaves: the entries that follow.
Refuses to touch a segment that another process writes (it holds a flock) or that is damaged anywhere but at
its torn end.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warcio.exceptions import ArchiveLoadFailed

from collector.archive.records import FINISH_TYPE, ROW_TYPE, Finish, Record, fetch_of, read_record
from collector.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.models import Fetch

SUFFIX = ".warc.gz"
OPEN = ".open"
_CHUNK = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a segment up to byte ``end``: a fetch with its payload digest, or a finish mark."""

    end: int
    fetch: Fetch | None = None
    digest: str | None = None
    finish: Finish | None = None


class DamagedError(Exception):
    """The segment cannot be read on from ``offset``; everything before it is whole."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(f"{reason} at byte {offset}")
        self.offset = offset
        self.reason = reason


def segment_path(folder: Path, name: str) -> Path:
    """Where segment ``name`` stands, closed or still open; the closed path where it is missing."""
    closed = folder / name
    still_open = folder / (name + OPEN)
    return still_open if still_open.exists() and not closed.exists() else closed


def segment_names(folder: Path) -> list[str]:
    """Names of all segments in order, open ones without their suffix."""
    return sorted({path.name.removesuffix(OPEN) for path in folder.glob(f"*{SUFFIX}*")})


def is_held(path: Path) -> bool:
    """True while a living process writes this segment."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the flock of ``path`` (made when missing), waiting for it."""
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def read_entries(path: Path, start: int, *, name: str) -> Iterator[Entry]:
    """Entries of a segment from byte ``start`` on, digests checked; DamagedError where reading must stop.

    The offset of a DamagedError is the end of the last whole entry: a capture without its row is not whole.
    """
    whole, capture = start, None
    try:
        for offset, end, member in _members(path, start):
            record = read_record(member)
            if record.kind == "metadata":
                yield _entry(record, capture, end, name)
                whole, capture = end, None
            elif record.kind == "warcinfo":
                whole = end
            else:
                capture = (offset, record.digest)
    except (ArchiveLoadFailed, ValueError, KeyError, TypeError) as error:
        raise DamagedError(whole, f"unreadable record ({error})") from error
    except _TornError as error:
        raise DamagedError(whole, "torn record") from error
    if capture is not None:
        raise DamagedError(whole, "capture without its row")


def read_at(path: Path, offset: int, n_records: int) -> list[Record]:
    """``n_records`` records from byte ``offset`` on, checked; ArchiveError names the segment and offset."""
    records: list[Record] = []
    try:
        for _, _, member in _members(path, offset):
            records.append(read_record(member))
            if len(records) == n_records:
                return records
    except (ArchiveLoadFailed, OSError, _TornError) as error:
        raise damage(path, offset, str(error) or "torn record") from error
    raise damage(path, offset, "record is missing")


def has_record_after(path: Path, offset: int) -> bool:
    """True where a whole WARC record starts anywhere behind ``offset``: the damage is then no torn end."""
    data = path.read_bytes()
    at = data.find(_GZIP_MAGIC, offset + 1)
    while at >= 0:
        unzip = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            record = unzip.decompress(data[at:])
        except zlib.error:
            record = b""
        if unzip.eof and record.startswith(b"WARC/") and b"WARC-Type: metadata" in record:
            return True
        at = data.find(_GZIP_MAGIC, at + 1)
    return False


def close_segment(path: Path, size: int) -> None:
    """Drop what follows byte ``size`` of an open segment and take off its ``.open``; an empty one goes."""
    if size == 0:
        path.unlink()
        return
    with path.open("rb+") as file:
        file.truncate(size)
        os.fsync(file.fileno())
    path.rename(path.with_name(path.name.removesuffix(OPEN)))


def damage(path: Path, offset: int, reason: str) -> ArchiveError:
    """The error that names a damaged segment, the place and the way out."""
    return ArchiveError(
        f"{path}, byte {offset}",
        f"the record there is damaged ({reason}); nothing was changed",
        fix="restore the segment from a copy, or move it away and run collector crawl again",
    )


class _TornError(Exception):
    """The file ends inside a gzip member."""


def _members(path: Path, start: int) -> Iterator[tuple[int, int, bytes]]:
    """(offset, end, gzip bytes) of each member; _TornError at a partial one, ArchiveLoadFailed at rubbish."""
    with path.open("rb") as file:
        file.seek(start)
        offset, rest = start, b""
        while True:
            chunks: list[bytes] = []
            unzip = zlib.decompressobj(zlib.MAX_WBITS + 16)
            while not unzip.eof:
                chunk, rest = rest or file.read(_CHUNK), b""
                if not chunk and not chunks:
                    return
                if not chunk:
                    raise _TornError
                try:
                    unzip.decompress(chunk)
                except zlib.error as error:
                    raise ArchiveLoadFailed(str(error)) from error
                chunks.append(chunk)
            rest = unzip.unused_data
            member = b"".join(chunks)
            member = member[: len(member) - len(rest)]
            yield offset, offset + len(member), member
            offset += len(member)


def _entry(record: Record, capture: tuple[int, str | None] | None, end: int, name: str) -> Entry:
    content = json.loads(record.body)
    if record.content_type == FINISH_TYPE:
        return Entry(end=end, finish=Finish(**content))
    if record.content_type != ROW_TYPE:
        raise ValueError(f"unknown metadata {record.content_type!r}")
    offset, digest = capture or (None, None)
    fetch = fetch_of(content["fetch"], segment=name if capture else None, offset=offset)
    return Entry(end=end, fetch=fetch, digest=digest)
