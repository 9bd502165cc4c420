"""Writes an answer to a question as CSV, JSON or Parquet, whole and the same bytes for the same rows.

Enters: an Arrow reader and a place. Leaves: the file, renamed into place when it is complete. Rows stand in
the order of the answer. CSV cells have the form of :mod:`collector.warehouse.cells`; JSON is an array of
objects with Chinese as it is; Parquet keeps all types.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from collector.warehouse.cells import BOM, csv_cell, time_cell
from collector.warehouse.dictionary import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PARQUET = "format parquet, compression zstd, compression_level 3, row_group_size 122880"
CSV = "format csv, header true, delimiter ',', quote '\"', escape '\"', nullstr ''"
JSON = "format json, array true"


class FileForm(StrEnum):
    """Forms of a file of rows; the suffix of a file name is one of them."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


@contextmanager
def open_writer() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own that writes the same bytes on every machine: one thread, UTC."""
    with duckdb.connect() as writer:
        writer.execute("set threads = 1")
        writer.execute("set TimeZone = 'UTC'")
        yield writer


def write_answer(
    writer: duckdb.DuckDBPyConnection,
    reader: pa.RecordBatchReader,
    form: FileForm,
    path: Path,
    *,
    has_bom: bool = False,
) -> int:
    """Write all rows to ``path`` and say how many; a failure leaves no file and an old one as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    writer.register("answer", _with_own_names(reader))
    try:
        columns = writer.execute("describe answer").fetchall()
        cells = [f"{_cell(form, str(name), str(kind))} as {quoted(str(name))}" for name, kind, *_ in columns]
        if has_bom and form is FileForm.CSV:
            cells[0] = f"{_cell(form, *map(str, columns[0][:2]))} as {quoted(BOM + str(columns[0][0]))}"
        options = {FileForm.CSV: CSV, FileForm.JSON: JSON, FileForm.PARQUET: PARQUET}[form]
        copied = writer.execute(
            f"copy (select {', '.join(cells)} from answer) to {literal(str(beside))} ({options})"  # noqa: S608 - quoted names
        ).fetchone()
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        writer.unregister("answer")
        beside.unlink(missing_ok=True)
    return int(copied[0]) if copied else 0


def unique_names(names: Sequence[str]) -> list[str]:
    """The names, the second ``a`` being ``a_1``."""
    found: list[str] = []
    for name in names:
        candidate, n = name, 0
        while candidate.lower() in {one.lower() for one in found}:
            n += 1
            candidate = f"{name}_{n}"
        found.append(candidate)
    return found


def _with_own_names(reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
    names = unique_names(reader.schema.names)
    if names == reader.schema.names:
        return reader
    schema = pa.schema([field.with_name(name) for field, name in zip(reader.schema, names, strict=True)])
    return pa.RecordBatchReader.from_batches(schema, (batch.rename_columns(names) for batch in reader))


def _cell(form: FileForm, name: str, kind: str) -> str:
    if form is FileForm.CSV:
        return csv_cell(name, kind)
    if form is FileForm.JSON and kind in {"FLOAT", "DOUBLE"}:
        return f"case when isfinite({quoted(name)}) then {quoted(name)} end"  # JSON has no NaN
    return time_cell(name, kind) if form is FileForm.JSON else quoted(name)
