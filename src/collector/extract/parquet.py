"""Rows → the Parquet files of one extraction run, byte for byte the same for the same rows.

Enters: rows by table. Leaves: a finished folder under ``data/landing/<wave>/<digest>`` and the file
``current`` that names it. A half-written run is never seen: it stands in a folder with a dot until
everything is flushed.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from collector.files import write_atomically
from collector.landing import TABLES

if TYPE_CHECKING:
    from pathlib import Path

KEYS: dict[str, tuple[str, ...]] = {
    "fetches": ("fetch_id",),
    "pages": ("capture_id",),
    "mentions": ("mention_id",),
    "products": ("product_id",),
    "app_ranks": ("store", "chart", "as_of_date", "rank", "list_id"),
    "app_details": ("store", "store_app_code", "as_of_date", "capture_id"),
    "store_replies": ("store", "as_of_date", "reply_kind", "url", "capture_id"),
    "app_devices": ("store", "chart", "month", "store_app_code", "import_id"),
    "imports": ("import_id",),
}
"""What each table is sorted by; the first of equal keys is kept."""
CURRENT = "current"
KEPT_RUNS = 5


def write_run(folder: Path, digest: str, rows: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    """Write all tables of a run below ``folder`` and put them in force; returns rows by table."""
    temporary = folder / f".{digest}.{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    counts: dict[str, int] = {}
    for table, schema in TABLES.items():
        ordered = _sorted(rows.get(table, []), KEYS[table])
        counts[table] = len(ordered)
        _write_table(pa.Table.from_pylist(ordered, schema=schema), temporary / f"{table}.parquet")
    target = folder / digest
    shutil.rmtree(target, ignore_errors=True)
    temporary.replace(target)
    put_in_force(folder, digest)
    return counts


def count_rows(folder: Path, digest: str) -> dict[str, int] | None:
    """Rows by table of a finished run, None where it is not there or lacks a table."""
    paths = {table: folder / digest / f"{table}.parquet" for table in TABLES}
    if not all(path.is_file() for path in paths.values()):
        return None
    return {table: int(pq.read_metadata(path).num_rows) for table, path in paths.items()}


def put_in_force(folder: Path, digest: str) -> None:
    """Name the run in ``current`` and delete all but the last few."""
    write_atomically(folder / CURRENT, digest + "\n")
    runs = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    older = sorted(
        (path for path in runs if path.name != digest), key=lambda path: (path.stat().st_mtime, path.name)
    )
    for path in older[: max(0, len(older) - KEPT_RUNS + 1)]:
        shutil.rmtree(path)


def _sorted(rows: list[dict[str, Any]], key: tuple[str, ...]) -> list[dict[str, Any]]:
    unique: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(
        rows, key=lambda row: (*(row[name] for name in key), repr(sorted(row.items(), key=str)))
    ):
        unique.setdefault(tuple(row[name] for name in key), row)
    return list(unique.values())


def _write_table(table: pa.Table, path: Path) -> None:
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd", compression_level=3, write_statistics=False)
        file.flush()
        os.fsync(file.fileno())
