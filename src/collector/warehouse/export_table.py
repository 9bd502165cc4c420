"""Writes one table as Parquet and CSV and reads both back before anybody else does.

Enters: a read-only connection and which rows of which table. Leaves: two files and what is in them. DuckDB
streams them, sorted by the table's key, with one thread, so that the same rows are the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.errors import ChecksFailedError
from collector.warehouse.answer_files import CSV, PARQUET
from collector.warehouse.cells import BOM, csv_cell, restored_cell
from collector.warehouse.dictionary import literal, quoted

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from collector.warehouse.dictionary import Column, Table


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of the export: its path in the folder, bytes and SHA-256."""

    path: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table as exported: its rows, its key (empty where none is known) and its two files."""

    table: Table
    key: tuple[str, ...]
    n_rows: int
    csv: ExportedFile
    parquet: ExportedFile


def export_table(
    connection: duckdb.DuckDBPyConnection, table: Table, key: tuple[str, ...], condition: str, folder: Path
) -> ExportedTable:
    """Write ``csv/<table>.csv`` and ``parquet/<table>.parquet`` of the rows that meet ``condition``.

    A key that the rows do not keep is dropped. Raises ChecksFailedError when a file does not read back as the
    same rows.
    """
    rows = f"main.{quoted(table.name)} where {condition}"
    key = key if _is_kept(connection, table, key, rows) else ()
    order = ", ".join(map(quoted, key)) or "all"
    csv, parquet = folder / "csv" / f"{table.name}.csv", folder / "parquet" / f"{table.name}.parquet"
    cells = [f"{csv_cell(one.name, one.kind)} as {quoted(one.name)}" for one in table.columns]
    first = table.columns[0]
    cells[0] = f"{csv_cell(first.name, first.kind)} as {quoted(BOM + first.name)}"
    for path, selected, options in ((parquet, "*", PARQUET), (csv, ", ".join(cells), CSV)):
        path.parent.mkdir(exist_ok=True)
        connection.execute(
            f"copy (select {selected} from {rows} order by {order}) to {literal(str(path))} ({options})"  # noqa: S608 - quoted
        )
    expected = _measure(connection, table, rows)
    for path, source in ((parquet, _parquet(parquet)), (csv, _csv(csv, table))):
        _compare(path, table, expected, _measure(connection, table, source))
    return ExportedTable(table, key, expected[0], _file(csv, folder), _file(parquet, folder))


def _is_kept(connection: duckdb.DuckDBPyConnection, table: Table, key: tuple[str, ...], rows: str) -> bool:
    """Whether the table has these columns and no two rows, nor a NULL, disagree with their being its key."""
    if not key or not all(table.has(column) for column in key):
        return False
    columns = ", ".join(map(quoted, key))
    missing = " or ".join(f"{quoted(column)} is null" for column in key)
    wrong = f"select 1 from {rows} group by {columns} having count(*) > 1 or {missing} limit 1"  # noqa: S608 - quoted
    return connection.execute(wrong).fetchone() is None


def _measure(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> tuple[int, ...]:
    """Rows, a digest of all rows in any order, and for each column its values and a digest of them."""
    names = [quoted(column.name) for column in table.columns]
    parts = ["count(*)", f"coalesce(sum(hash({', '.join(names)})::hugeint), 0)"]
    for name in names:
        parts += [f"count({name})", f"coalesce(sum(hash({name})::hugeint), 0)"]
    row = connection.execute(f"select {', '.join(parts)} from {source}").fetchone()  # noqa: S608 - quoted
    return tuple(int(number) for number in row or ())


def _compare(path: Path, table: Table, expected: tuple[int, ...], found: tuple[int, ...]) -> None:
    if found == expected:
        return
    problem = "holds other rows than the warehouse"
    if found[0] != expected[0]:
        problem = f"holds {found[0]} rows instead of {expected[0]}"
    else:
        for place, column in enumerate(table.columns):
            (n_values, *_), (n_found, *_) = expected[2 + 2 * place :], found[2 + 2 * place :]
            if n_values != n_found:
                problem = f"has {n_found} values in {column.name} instead of {n_values}"
                break
            if expected[3 + 2 * place] != found[3 + 2 * place]:
                problem = f"has other values in {column.name}"
                break
    raise ChecksFailedError(
        f"export {path.name}", problem, fix="report this; the export before it stands as it was"
    )


def _parquet(path: Path) -> str:
    return f"read_parquet({literal(str(path))})"


def _csv(path: Path, table: Table) -> str:
    """The CSV as a reader with types sees it, its apostrophes taken off."""
    kinds = ", ".join(f"{quoted(one.name)}: {literal(one.kind)}" for one in table.columns)
    cells = ", ".join(f"{_restored(one)} as {quoted(one.name)}" for one in table.columns)
    form = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = ''"""
    options = f"{form}, parallel = false, columns = {{{kinds}}}"
    return f"(select {cells} from read_csv({literal(str(path))}, {options}))"  # noqa: S608 - quoted


def _restored(column: Column) -> str:
    return restored_cell(column.name, column.kind)


def _file(path: Path, folder: Path) -> ExportedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ExportedFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest)
