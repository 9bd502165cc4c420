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

from collector.archive.members import TornError, members
from collector.archive.records import FINISH_TYPE, ROW_TYPE, Finish, Original, Record, fetch_of, read_record
from collector.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.models import Fetch

SUFFIX = ".warc.gz"
OPEN = ".open"
_GZIP_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a segment up to byte ``end``: a fetch with its payload digest, or a finish mark.

    ``same_as`` is the fetch that holds the bytes of a fetch which came with the same ones.
    """

    end: int
    fetch: Fetch | None = None
    digest: str | None = None
    same_as: str | None = None
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
    whole = start
    seen: dict[str, tuple[int, str | None]] = {}
    try:
        for member in members(path, start):
            record = read_record(member.data)
            if record.kind == "metadata":
                yield _entry(record, seen, member.end, name)
                whole, seen = member.end, {}
            elif record.kind == "warcinfo":
                whole = member.end
            else:
                seen[record.record_id] = (member.offset, record.digest)
    except (ArchiveLoadFailed, ValueError, KeyError, TypeError) as error:
        raise DamagedError(whole, f"unreadable record ({error})") from error
    except TornError as error:
        raise DamagedError(whole, "torn record") from error
    if seen:
        raise DamagedError(whole, "capture without its row")


def read_fetch(path: Path, offset: int) -> list[Original]:
    """The records of a fetch from its capture at byte ``offset`` on to its row, checked.

    ArchiveError names the segment and the offset where they cannot be read.
    """
    records: list[Original] = []
    try:
        for member in members(path, offset):
            records.append(Original(member.packed, read_record(member.data)))
            if records[-1].record.kind == "metadata":
                return records
    except (ArchiveLoadFailed, OSError, TornError) as error:
        raise damage(path, offset, str(error) or "torn record") from error
    raise damage(path, offset, "record is missing")


def has_record_after(path: Path, offset: int) -> bool:
    """True where a whole WARC record starts anywhere behind ``offset``: the damage is then no torn end."""
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read()
    at = data.find(_GZIP_MAGIC, 1)
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


def _entry(record: Record, seen: dict[str, tuple[int, str | None]], end: int, name: str) -> Entry:
    """The entry that a metadata record ends; a row must name a record that stands before it."""
    content = json.loads(record.body)
    if record.content_type == FINISH_TYPE:
        return Entry(end=end, finish=Finish(**content))
    if record.content_type != ROW_TYPE:
        raise ValueError(f"unknown metadata {record.content_type!r}")
    if record.refers_to is None:
        return Entry(end=end, fetch=fetch_of(content["fetch"], segment=None, offset=None))
    offset, digest = seen[record.refers_to]
    fetch = fetch_of(content["fetch"], segment=name, offset=offset)
    return Entry(end=end, fetch=fetch, digest=digest, same_as=content.get("same_as"))
