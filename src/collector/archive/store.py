"""The archive of one wave: a folder of WARC segments and the index made from them.

Enters: the folder. Leaves: fetches, captures checked against their digests, and one digest over all. Opening
brings the index up to date, closes segments whose writer died and cuts off what that writer had not finished.
Refuses to change anything when a segment is damaged elsewhere (ArchiveError, exit 3).
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from collector.archive.index import Index, open_index
from collector.archive.records import Finish, Original, row_of
from collector.archive.segments import (
    OPEN,
    DamagedError,
    Entry,
    close_segment,
    damage,
    has_record_after,
    is_held,
    locked,
    read_entries,
    read_fetch,
    segment_names,
    segment_path,
)
from collector.errors import ArchiveError
from collector.models import Capture, Fetch
from collector.words import Outcome

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

_LOCK = "archive.lock"
_INDEX = "index.sqlite"


class Archive:
    """An opened archive; many processes may hold the same one, each writing segments of its own."""

    def __init__(self, folder: Path, wave: str) -> None:
        """Open (or begin) the archive of ``wave`` in ``folder``; ArchiveError where a segment is damaged."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.wave = wave
        with self.lock():
            self.index: Index = open_index(folder / _INDEX)
            try:
                self._catch_up()
            except BaseException:
                self.index.close()
                raise

    def lock(self) -> AbstractContextManager[None]:
        """The lock under which segments are begun, closed and taken up."""
        return locked(self.folder / _LOCK)

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def fetches(self) -> list[Fetch]:
        """All fetches, sorted by url, is_rendered, attempt, fetched_at, fetch_id."""
        return self.index.fetches()

    def last(self, source: str, owner_id: str | None, url: str, *, is_rendered: bool) -> Fetch | None:
        """The latest attempt on a URL, or None."""
        return self.index.last(source, owner_id, url, is_rendered=is_rendered)

    def finishes(self) -> list[Finish]:
        """Marks of crawls that came to their end and whose fetches are all still here."""
        return self.index.finishes()

    def read(self, fetch: Fetch) -> Capture:
        """The bytes kept of ``fetch``; ArchiveError where none were kept or their digest does not hold."""
        if fetch.segment is None or fetch.offset is None:
            raise ArchiveError(
                f"fetch {fetch.fetch_id}",
                f"no bytes were kept ({fetch.outcome.value} at {fetch.url})",
                fix="ask only for fetches that have a segment",
            )
        path = segment_path(self.folder, fetch.segment)
        records = [original.record for original in read_fetch(path, fetch.offset)]
        capture, row = records[0], json.loads(records[-1].body)
        if row["fetch"]["fetch_id"] != fetch.fetch_id:
            raise damage(path, fetch.offset, "the record belongs to another fetch")
        held = self.original(fetch).record if capture.kind == "revisit" else capture
        headers = held.headers if fetch.outcome is Outcome.NOT_MODIFIED else capture.headers
        if fetch.is_rendered:
            headers = tuple((name, value) for name, value in row["headers"])
        return Capture(fetch=fetch, headers=headers, body=held.body)

    def original(self, fetch: Fetch) -> Original:
        """The record that holds the bytes of ``fetch``: its own, or the one that its ``revisit`` names.

        ArchiveError where that is not there or its digest does not hold.
        """
        assert fetch.segment is not None and fetch.offset is not None  # noqa: S101, PT018  kept fetches only
        path = segment_path(self.folder, fetch.segment)
        first, *others, row = read_fetch(path, fetch.offset)
        if first.record.kind != "revisit":
            return first
        same_as = json.loads(row.record.body).get("same_as")
        if same_as and (target := self.index.fetch(same_as)) and target.segment and target.offset is not None:
            others = read_fetch(segment_path(self.folder, target.segment), target.offset)
        for one in others:
            if (one.record.record_id, one.record.digest) == (first.record.refers_to, first.record.digest):
                return one
        raise damage(path, fetch.offset, f"record {first.record.refers_to} that it refers to is not there")

    def digest(self) -> str:
        """64 hex digits over all rows and payload digests; neither places in segments nor durations count."""
        rows = {fetch.fetch_id: row_of(fetch) | {"elapsed_ms": None} for fetch in self.fetches()}
        total = hashlib.sha256()
        for fetch_id, payload in self.index.digests():
            total.update(json.dumps([rows[fetch_id], payload], sort_keys=True).encode())
        return total.hexdigest()

    def _catch_up(self) -> None:
        """Read what segments hold beyond the index; all reading is done before anything is changed."""
        known = self.index.segments()
        names = segment_names(self.folder)
        news: list[tuple[str, list[Entry], int]] = []
        for name in names:
            path = segment_path(self.folder, name)
            if path.name.endswith(OPEN) and is_held(path):
                continue  # its writer keeps the index up to date
            entries, end = _tail(path, known.get(name, 0), name)
            news.append((name, entries, end))
        for name, _, end in news:
            path = segment_path(self.folder, name)
            if path.name.endswith(OPEN):
                close_segment(path, end)
        gone = known.keys() - set(names)
        fresh = [(name, entries, end) for name, entries, end in news if known.get(name) != end]
        if gone or fresh:
            with self.index.writing():
                for name in sorted(gone):
                    self.index.forget(name)
                for name, entries, end in fresh:
                    self.index.add(entries, name, end)


def _tail(path: Path, start: int, name: str) -> tuple[list[Entry], int]:
    """Entries behind byte ``start`` and the end of the last whole one."""
    size = path.stat().st_size
    if size < start:
        raise damage(path, size, f"the file is shorter than the {start} bytes once written")
    entries: list[Entry] = []
    try:
        for entry in read_entries(path, start, name=name):
            entries.append(entry)
    except DamagedError as error:
        if not path.name.endswith(OPEN) or has_record_after(path, error.offset):
            raise damage(path, error.offset, error.reason) from error
        return entries, error.offset
    return entries, size
