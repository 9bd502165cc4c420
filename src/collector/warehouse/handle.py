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
from collector.warehouse.dictionary import Column, Table, find_column, find_table, quoted, read_tables
from collector.warehouse.published import find_published
from collector.warehouse.query import NotBuiltError, connect_read_only

if TYPE_CHECKING:
    from types import TracebackType

    import pandas as pd
    import pyarrow as pa


class Warehouse:
    """An open warehouse. ``sql`` and all other methods of a DuckDB connection go to that connection.

    Its own methods ask through a cursor: what the caller is fetching from the connection goes on.
    """

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
        rows: list[tuple[object, ...]] = []
        with self.connection.cursor() as cursor:
            for table in self._tables:
                query = f"select count(*) from main.{quoted(table.name)}"  # noqa: S608 - a table of the file
                rows += [(table.name, int(n), table.comment) for (n,) in cursor.execute(query).fetchall()]
        return _frame(("table", "n_rows", "comment"), rows)

    def describe(self, table: str) -> pd.DataFrame:
        """One row a column of the table, in its order: ``column``, ``type``, ``comment`` (its meaning)."""
        columns = find_table(self._tables, table).columns
        return _frame(("column", "type", "comment"), [(one.name, one.kind, one.comment) for one in columns])

    def table(self, name: str, /, **filters: object) -> pd.DataFrame:
        """The rows of a table that meet all filters, in the order of the file.

        A filter is a column and its value, a list of values, or None for rows that have none:
        ``table("scenario_coverage", wave="2026", segment=["city", "rural"], value=None)``. Decimals come as
        floats, whole numbers and truths of which some are missing as pandas' nullable types. Raises
        UsageError with near misses for an unknown table or column.
        """
        found = find_table(self._tables, name)
        conditions, values = _conditions(found, filters)
        columns = ", ".join(_as_read(column) for column in found.columns)
        query = f"select {columns} from main.{quoted(name)}{conditions}"  # noqa: S608 - known names, bound values
        try:
            with self.connection.cursor() as cursor:
                return _to_pandas(cursor.sql(query, params=values).to_arrow_table())
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


def _as_read(column: Column) -> str:
    """The column in a query; a decimal as the nearest float."""
    name = quoted(column.name)
    return f"{name}::double as {name}" if column.kind.startswith("DECIMAL") else name


def _to_pandas(rows: pa.Table) -> pd.DataFrame:
    """As DuckDB's own ``df``, which takes twenty times as long for a million rows of text."""
    import pandas as pd  # noqa: PLC0415 - 0.4 s that opening a warehouse need not wait for
    import pyarrow as pa  # noqa: PLC0415

    nullable = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}
    dates = [
        field.with_type(pa.timestamp("us")) if pa.types.is_date(field.type) else field
        for field in rows.schema
    ]
    frame: pd.DataFrame = rows.cast(pa.schema(dates)).to_pandas()
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        if column.null_count and column.type in nullable:
            frame[name] = column.to_pandas(types_mapper=nullable.get)
    return frame


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
