"""Appending to the archive: each fetch is one write to a segment of this process, then one row of the index.

Enters: drafts of fetches with or without bytes. Leaves: fetches, numbered and placed. Refuses to leave half a
record behind: what a failed write left is taken back and IncompleteError (exit 4) says why. A process killed
at any moment loses at most the fetch it was writing.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from collector.archive.encode import Encoded, encode_fetch, encode_finish, encode_warcinfo
from collector.archive.index import cannot_write
from collector.archive.records import NOTHING, Beside, Draft, Finish, Headers, numbered
from collector.archive.segments import OPEN, SUFFIX, Entry, close_segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from collector.archive.store import Archive
    from collector.models import Fetch

SEGMENT_BYTES = 512 * 1024 * 1024
"""A segment that has grown beyond this is closed: with the last fetch in it, it stays far below 1 GB."""


class ArchiveWriter:
    """Writes one process's segments; the first is begun with the first fetch, so idle runs leave nothing."""

    def __init__(self, archive: Archive, opened_at: datetime) -> None:
        """``opened_at`` names the segments; it is also the date of their first record."""
        self._archive = archive
        self._opened_at = opened_at
        self._file: int | None = None
        self._name = ""
        self._size = 0

    def keep(
        self, draft: Draft, headers: Headers = (), body: bytes | None = None, beside: Beside = NOTHING
    ) -> Fetch:
        """Append one fetch, with its bytes when ``body`` is not None, and what is to stand beside them."""
        return self._append([draft], headers, body, beside)[0]

    def keep_rows(self, drafts: Sequence[Draft]) -> list[Fetch]:
        """Append fetches that brought no bytes, all in one write."""
        return self._append(drafts, (), None, NOTHING) if drafts else []

    def finish(
        self, source: str, owner_id: str | None, plan: str, at: datetime, *, is_reached: bool
    ) -> Finish:
        """Mark that the crawl of ``owner_id`` by ``source`` came to its end."""
        index = self._archive.index
        mark = Finish(source, owner_id, plan, index.n_fetches(source, owner_id), is_reached)
        self._begin()
        with index.writing():
            data = encode_finish(mark, self._archive.wave, at)
            self._place([(Encoded(data), Entry(end=0, finish=mark))])
        return mark

    def close(self) -> None:
        """Close the segment, if one was begun."""
        if self._file is None:
            return
        with self._archive.lock():
            close_segment(self._path, self._size)
            os.close(self._file)
        self._file = None

    @property
    def _path(self) -> Path:
        return self._archive.folder / (self._name + OPEN)

    def _append(
        self, drafts: Sequence[Draft], headers: Headers, body: bytes | None, beside: Beside
    ) -> list[Fetch]:
        index = self._archive.index
        pieces: list[tuple[Encoded, Entry]] = []
        n_bytes = len(beside.earlier.record.body if beside.earlier else body or b"")
        self._begin()  # before the transaction: who opens the archive takes its lock first, the index second
        with index.writing():
            for draft in drafts:
                attempt = 1 + index.n_attempts(
                    draft.source, draft.owner_id, draft.url, is_rendered=draft.is_rendered
                )
                fetch = numbered(draft, wave=self._archive.wave, attempt=attempt, n_bytes=n_bytes)
                encoded = encode_fetch(fetch, headers, body, beside=beside, kept=index.with_bytes)
                pieces.append((encoded, Entry(0, fetch, encoded.digest, encoded.same_as)))
            placed = self._place(pieces, has_bytes=body is not None)
        return [entry.fetch for entry in placed if entry.fetch]

    def _place(self, pieces: list[tuple[Encoded, Entry]], *, has_bytes: bool = False) -> list[Entry]:
        """Write all pieces at once, then index them: the index comes second, so it never points nowhere."""
        placed, end = [], self._size
        for encoded, entry in pieces:
            start, end = end, end + len(encoded.data)
            fetch = entry.fetch
            if fetch is not None and has_bytes:
                fetch = replace(fetch, segment=self._name, offset=start + encoded.start)
            placed.append(replace(entry, end=end, fetch=fetch))
        self._write(b"".join(encoded.data for encoded, _ in pieces))
        self._archive.index.add(placed, self._name, end)
        return placed

    def _begin(self) -> None:
        """Create the next segment where needed, under the lock so that nobody takes it for an orphan."""
        if self._file is not None and self._size <= SEGMENT_BYTES:
            return
        self.close()
        stem = f"{self._opened_at:%Y%m%d%H%M%S}-{os.getpid()}"
        with self._archive.lock():
            taken = {path.name.removesuffix(OPEN) for path in self._archive.folder.glob(f"{stem}-*")}
            number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n}{SUFFIX}" not in taken)
            self._name = f"{stem}-{number}{SUFFIX}"
            try:
                self._file = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o644)
            except OSError as error:
                raise cannot_write(self._path, error.strerror or str(error)) from error
            fcntl.flock(self._file, fcntl.LOCK_EX)
        self._size = 0
        self._write(encode_warcinfo(self._name, self._archive.wave, self._opened_at))

    def _write(self, data: bytes) -> None:
        assert self._file is not None  # noqa: S101  for the type checker: _begin has set it
        try:
            n_written = os.write(self._file, data)
            while n_written < len(data):
                n_written += os.write(self._file, data[n_written:])
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, self._size)
            raise cannot_write(self._archive.folder, error.strerror or str(error)) from error
        self._size += len(data)
