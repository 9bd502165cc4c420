"""The SQLite copy of what the segments hold: one row per fetch, one per segment, one per finish mark.

Enters: entries of segments. Leaves: fetches by key or all. Refuses nothing: it can be deleted at any time and
is made again from the segments. Several processes may use it at once (WAL).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from collector.archive.records import Finish
from collector.archive.schema import SCHEMA, VERSION
from collector.errors import IncompleteError
from collector.models import Fetch
from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from collector.archive.segments import Entry

_FETCH_COLUMNS = tuple(Fetch.__slots__)
_WHOLE = ""  # owner of a mark over a whole source: a key column takes no null
_COLUMNS = ", ".join(f'"{column}"' for column in _FETCH_COLUMNS)
_SELECT = f"select {_COLUMNS} from kept"  # noqa: S608  column names of our own record
_MARKS = ", ".join("?" * (len(_FETCH_COLUMNS) + 3))
_ADD_FETCH = f"insert or ignore into fetches values ({_MARKS})"  # noqa: S608  question marks only
_ADD_FINISH = """
insert into finishes values (?, ?, ?, ?, ?, ?) on conflict (source, owner_id) do update set
plan = excluded.plan, n_fetches = excluded.n_fetches, is_reached = excluded.is_reached,
kept_in = excluded.kept_in
where excluded.n_fetches >= finishes.n_fetches
"""
_WITH_BYTES = """
 where payload_digest = ? and final_url = ?
 and same_as is null and not is_rendered and outcome <> 'not_modified'
 order by fetched_at, fetch_id limit 1
"""
_LAST_ATTEMPT = "select coalesce(max(attempt), 0) from fetches"
_KEY = " where url = ? and source = ? and owner_id is ? and is_rendered = ?"


class Index:
    """An open index; :func:`open_index` makes one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that keeps other writers out from its first line on.

        IncompleteError where the index cannot be written (disk full, held for a minute); it stays as it was.
        """
        try:
            self._connection.execute("begin immediate")
            yield
            self._connection.execute("commit")
        except sqlite3.OperationalError as error:
            raise cannot_write(self._path, str(error)) from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("rollback")

    def add(self, entries: list[Entry], kept_in: str, n_indexed_bytes: int) -> None:
        """Take up entries of segment ``kept_in``, known now up to ``n_indexed_bytes``; within ``writing``."""
        rows = [_row(entry, kept_in) for entry in entries if entry.fetch]
        self._connection.executemany(_ADD_FETCH, rows)
        self._connection.executemany(
            _ADD_FINISH,
            [
                (mark.source, mark.owner_id or _WHOLE, mark.plan, mark.n_fetches, mark.is_reached, kept_in)
                for mark in (entry.finish for entry in entries)
                if mark
            ],
        )
        self._connection.execute("insert or replace into segments values (?, ?)", (kept_in, n_indexed_bytes))

    def forget(self, segment: str) -> None:
        """Drop everything that a segment which is gone had brought; within ``writing``."""
        self._connection.execute("delete from fetches where kept_in = ?", (segment,))
        self._connection.execute("delete from finishes where kept_in = ?", (segment,))
        self._connection.execute("delete from segments where name = ?", (segment,))

    def segments(self) -> dict[str, int]:
        """Indexed bytes of each segment by name."""
        return dict(self._connection.execute("select name, n_indexed_bytes from segments order by name"))

    def fetches(self) -> list[Fetch]:
        """All fetches, sorted by url, is_rendered, attempt, fetched_at, fetch_id."""
        order = " order by url, is_rendered, attempt, fetched_at, fetch_id"
        return [_fetch(row) for row in self._connection.execute(_SELECT + order)]

    def last(self, source: str, owner_id: str | None, url: str, *, is_rendered: bool) -> Fetch | None:
        """The latest attempt on a URL, or None."""
        found = self._connection.execute(
            _SELECT + _KEY + " order by attempt desc limit 1", (url, source, owner_id, is_rendered)
        ).fetchone()
        return _fetch(found) if found else None

    def n_attempts(self, source: str, owner_id: str | None, url: str, *, is_rendered: bool) -> int:
        """The number of the latest attempt on a URL, counting those whose bytes are gone; 0 for none."""
        query = _LAST_ATTEMPT + _KEY
        return int(self._connection.execute(query, (url, source, owner_id, is_rendered)).fetchone()[0])

    def fetch(self, fetch_id: str) -> Fetch | None:
        """The fetch of that id, or None."""
        found = self._connection.execute(_SELECT + " where fetch_id = ?", (fetch_id,)).fetchone()
        return _fetch(found) if found else None

    def with_bytes(self, final_url: str, digest: str) -> Fetch | None:
        """The first plain fetch that holds a response from ``final_url`` with these very bytes, or None."""
        found = self._connection.execute(_SELECT + _WITH_BYTES, (digest, final_url)).fetchone()
        return _fetch(found) if found else None

    def digests(self) -> Iterator[tuple[str, str | None]]:
        """(fetch_id, payload digest) of all fetches in order of the ids."""
        yield from self._connection.execute("select fetch_id, payload_digest from kept order by fetch_id")

    def rows(self, query: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a reader's own query over the tables fetches, segments and finishes."""
        yield from self._connection.execute(query, parameters)

    def n_fetches(self, source: str, owner_id: str | None) -> int:
        """Number of rows kept by one source, for one owner where one is given."""
        query = "select count(*) from kept where source = ? and (? is null or owner_id = ?)"
        return int(self._connection.execute(query, (source, owner_id, owner_id)).fetchone()[0])

    def finishes(self) -> list[Finish]:
        """Finish marks that still hold: every fetch they counted is still here."""
        marks = self._connection.execute(
            "select source, owner_id, plan, n_fetches, is_reached from finishes order by source, owner_id"
        ).fetchall()
        found = [
            Finish(source=a, owner_id=b or None, plan=c, n_fetches=d, is_reached=bool(e))
            for a, b, c, d, e in marks
        ]
        return [mark for mark in found if self.n_fetches(mark.source, mark.owner_id) >= mark.n_fetches]


def cannot_write(path: Path, reason: str) -> IncompleteError:
    """The error of an archive that cannot be appended to."""
    return IncompleteError(
        str(path),
        f"cannot be written to ({reason}); everything fetched before is kept",
        fix="make room and run collector crawl again, it goes on where it stopped",
    )


def open_index(path: Path) -> Index:
    """Open the index at ``path``, under the archive's lock; a missing, torn or older one starts empty."""
    try:
        return _opened(path)
    except sqlite3.DatabaseError:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _opened(path)


def _opened(path: Path) -> Index:
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version == 0:
            connection.executescript(f"{SCHEMA} pragma user_version = {VERSION};")
        _check(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return Index(connection, path)


def _check(connection: sqlite3.Connection) -> None:
    version = connection.execute("pragma user_version").fetchone()[0]
    result = connection.execute("pragma quick_check").fetchone()[0]
    if (version, result) != (VERSION, "ok"):
        raise sqlite3.DatabaseError(f"version {version}, {result}")


def _row(entry: Entry, kept_in: str) -> tuple[Any, ...]:
    assert entry.fetch is not None  # noqa: S101  for the type checker, the caller has looked
    values = (getattr(entry.fetch, column) for column in _FETCH_COLUMNS)
    plain = (value.isoformat() if isinstance(value, datetime) else value for value in values)
    return (*plain, entry.digest, entry.same_as, kept_in)


def _fetch(row: tuple[Any, ...]) -> Fetch:
    named = dict(zip(_FETCH_COLUMNS, row, strict=True))
    return Fetch(
        **(
            named
            | {
                "outcome": Outcome(named["outcome"]),
                "fetched_at": datetime.fromisoformat(named["fetched_at"]),
                "is_rendered": bool(named["is_rendered"]),
            }
        )
    )
