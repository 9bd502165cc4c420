"""The warehouse in Python and notebooks: a read-only DuckDB connection that knows its tables.

Enters: which file is meant. Leaves: a :class:`Warehouse`. Everything that a DuckDB connection can do is there
(``sql``, ``execute``, ``df`` …) but writing to the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from collector.errors import UsageError
from collector.paths import Paths
from collector.warehouse.dictionary import Table, find_column, find_table, quoted, read_tables
from collector.warehouse.published import find_published
from collector.warehouse.query import NotBuiltError, connect_read_only

if TYPE_CHECKING:
    from types import TracebackType

    import pandas as pd


class Warehouse:
    """An open warehouse. ``sql`` and all other methods of a DuckDB connection go to that connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._tables = read_tables(connection)

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def __repr__(self) -> str:
        return f"<Warehouse {self.path}: {len(self._tables)} tables>"

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def tables(self) -> pd.DataFrame:
        """One row a table: ``table``, ``n_rows``, and ``comment``, which says what a row is."""
        counts = [
            self.connection.execute(f"select count(*) from main.{quoted(table.name)}").fetchone() or (0,)  # noqa: S608 - a table of the file
            for table in self._tables
        ]
        return _frame(
            ("table", "n_rows", "comment"),
            [(table.name, int(n), table.comment) for table, (n,) in zip(self._tables, counts, strict=True)],
        )

    def describe(self, table: str) -> pd.DataFrame:
        """One row a column of the table, in its order: ``column``, ``type``, ``comment`` (its meaning)."""
        columns = find_table(self._tables, table).columns
        return _frame(("column", "type", "comment"), [(one.name, one.kind, one.comment) for one in columns])

    def table(self, name: str, /, **filters: object) -> pd.DataFrame:
        """The rows of a table that meet all filters, in a fixed order.

        A filter is a column and its value, a list of values, or None for rows that have none:
        ``table("scenario_coverage", wave="2026", segment=["city", "rural"], value=None)``. Decimals come as
        floats. Raises UsageError with near misses for an unknown table or column.
        """
        found = find_table(self._tables, name)
        conditions, values = _conditions(found, filters)
        query = f"select * from main.{quoted(name)}{conditions} order by all"  # noqa: S608 - known names, bound values
        try:
            return self.connection.execute(query, values).df()
        except (duckdb.ConversionException, duckdb.BinderException, duckdb.InvalidInputException) as error:
            problem = str(error).splitlines()[0]
            fix = f'give values of the types that describe("{name}") lists'
            raise UsageError(f"filters on {name}", problem, fix=fix) from error


def open_handle(
    *, wave: str | None = None, sample: bool | None = None, path: str | Path | None = None
) -> Warehouse:
    """Open the file of the wave, of the kind, or at ``path``; see :func:`collector.warehouse.open`."""
    if path is None:
        found = find_published(Paths.from_environment(), wave=wave, sample=sample)
        return Warehouse(found.connect(), found.path)
    if wave is not None or sample is not None:
        raise UsageError(f"path {path}", "names the file, and so does wave or sample", fix="give one of them")
    file = Path(path)
    if not file.is_file():
        raise NotBuiltError(f"warehouse {file}", "there is no such file", fix="name a .duckdb file")
    return Warehouse(connect_read_only(file), file)


def _conditions(table: Table, filters: dict[str, object]) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    for column, wanted in filters.items():
        name = quoted(find_column(table, column).name)
        if wanted is None:
            parts.append(f"{name} is null")
        elif isinstance(wanted, (str, bytes)) or not hasattr(wanted, "__iter__"):
            parts.append(f"{name} = ?")
            values.append(wanted)
        else:
            several = list(wanted)
            parts.append(f"{name} in ({', '.join('?' * len(several))})" if several else "false")
            values += several
    return (f" where {' and '.join(parts)}" if parts else ""), values


def _frame(columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - 0.4 s that opening a warehouse need not wait for

    return pd.DataFrame.from_records(rows, columns=list(columns))
