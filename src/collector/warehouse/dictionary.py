"""The tables of a published warehouse with their columns, types and meanings, as the file itself tells them.

Enters: a connection. Leaves: tables of schema ``main``, which are the documented ones. An unknown table or
column is a UsageError that names the nearest ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from collector.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb


@dataclass(frozen=True, slots=True)
class Column:
    """A column, its DuckDB type, and what it means."""

    name: str
    kind: str
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, what its rows are, and its columns in order."""

    name: str
    comment: str
    columns: tuple[Column, ...]

    def has(self, column: str) -> bool:
        """Whether it has a column of that name."""
        return any(one.name == column for one in self.columns)


def read_tables(connection: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """All published tables by name."""
    columns: dict[str, list[Column]] = {}
    for table, *column in connection.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns() "
        "where schema_name = 'main' and not internal order by table_name, column_index"
    ).fetchall():
        columns.setdefault(str(table), []).append(Column(*map(str, column)))
    tables = connection.execute(
        "select table_name, coalesce(comment, '') from duckdb_tables() "
        "where schema_name = 'main' and not internal order by table_name"
    ).fetchall()
    return tuple(Table(str(name), str(comment), tuple(columns[name])) for name, comment in tables)


def find_table(tables: Iterable[Table], name: str) -> Table:
    """The table of that name; UsageError with near misses."""
    known = {table.name: table for table in tables}
    if name not in known:
        fix = _one_of(name, known, "see the list of tables for others")
        raise UsageError(f"table {name!r}", "is not in the warehouse", fix=fix)
    return known[name]


def find_column(table: Table, name: str) -> Column:
    """The column of that name; UsageError with near misses."""
    known = {column.name: column for column in table.columns}
    if name not in known:
        fix = _one_of(name, known, f"it has {', '.join(known)}")
        raise UsageError(f"column {name!r}", f"is not in table {table.name}", fix=fix)
    return known[name]


def near(name: str, known: Iterable[str]) -> list[str]:
    """At most five of ``known``: those alike in spelling, then those that share a word of three letters."""
    names = list(known)
    words = {word for word in name.lower().split("_") if len(word) > 2}  # noqa: PLR2004 - shorter ones say little
    alike = get_close_matches(name.lower(), names, n=3, cutoff=0.6)
    return list(dict.fromkeys([*alike, *(one for one in names if words & set(one.split("_")))]))[:5]


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


def _one_of(name: str, known: Iterable[str], otherwise: str) -> str:
    alike = near(name, known)
    return f"use one of {', '.join(alike)}" if alike else otherwise
