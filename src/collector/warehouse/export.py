"""Exports the published warehouse as a folder of CSV and Parquet files with ``datapackage.json``.

Enters: the published file, opened read-only. Leaves: the folder, swapped in whole after every file has been
read back. Refuses to mix sample and real data, and a folder that holds anything but an export.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from collector.errors import IncompleteError, RefusedError, UsageError
from collector.folders import replacing
from collector.warehouse.dbt_run import is_disk_full
from collector.warehouse.dictionary import literal, read_tables
from collector.warehouse.export_table import ExportedTable, export_table
from collector.warehouse.interrupt import run_interruptible
from collector.warehouse.keys import read_keys
from collector.warehouse.package import NAME, describe_export, read_contents

if TYPE_CHECKING:
    from pathlib import Path

    from collector.console import Progress
    from collector.paths import Paths
    from collector.warehouse.dictionary import Table
    from collector.warehouse.published import Published

PACKAGE = "datapackage.json"

LEFT_OUT = {
    "app_devices": ("false", "table app_devices, a third party's series that is not ours to give out"),
    "fct_app_rank": (
        "not is_imported or owner_id is not null",
        "rows of imported lists in fct_app_rank that are about no bank's app",
    ),
}
"""What is not given out (decision 21): the rows that are, and how it is said."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The folder and what stands in it."""

    folder: Path
    tables: tuple[ExportedTable, ...]

    @property
    def summary(self) -> str:
        """One line for a person."""
        n_rows = sum(one.n_rows for one in self.tables)
        size = sum(one.csv.n_bytes + one.parquet.n_bytes for one in self.tables) / 1e6
        return f"{len(self.tables)} tables, {n_rows} rows, {size:.1f} MB: {self.folder / PACKAGE}"


def export_warehouse(
    paths: Paths, published: Published, folder: Path | None = None, *, progress: Progress
) -> ExportResult:
    """Export the file, or of each table only the rows of the wave that was asked for.

    ``folder`` is ``data/exports/<kind>`` unless given (``<kind>-<wave>`` for a wave). Raises UsageError when
    it holds something else, RefusedError when sample and real would mix, IncompleteError when another export
    is writing it or the disk is full, ChecksFailedError when a file does not read back; the folder then stays
    as it was.
    """
    kind = published.kind if published.wave is None else f"{published.kind}-{published.wave}"
    folder = folder or paths.exports / kind
    _check_folder(folder, is_sample=published.is_sample)
    with published.connect() as connection:
        _check_kind(connection, published)
        try:
            with replacing(folder) as fresh:
                tables = _export_tables(connection, paths, published, fresh, progress)
        except (OSError, duckdb.Error) as error:
            if is_disk_full(error):
                problem = "is full, so the export stopped and the one before it stays as it was"
                fix = "free some space and run the export again"
                raise IncompleteError(f"disk of {folder.parent}", problem, fix=fix) from error
            if isinstance(error, (PermissionError, NotADirectoryError, FileExistsError)):
                problem = f"cannot be written: {error.strerror}"
                raise UsageError(f"folder {folder}", problem, fix="name another with --output") from error
            raise
    return ExportResult(folder, tables)


def _export_tables(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    published: Published,
    fresh: Path,
    progress: Progress,
) -> tuple[ExportedTable, ...]:
    spill = fresh / ".spill"
    for setting in ("threads = 1", "TimeZone = 'UTC'", f"temp_directory = {literal(str(spill))}"):
        connection.execute(f"set {setting}")
    keys = read_keys(paths.dbt_project)
    tables = [table for table in read_tables(connection) if LEFT_OUT.get(table.name, ("",))[0] != "false"]
    done = []
    for number, table in enumerate(tables, start=1):
        condition = _condition(table, published.wave)
        done.append(
            run_interruptible(
                lambda one=table, where=condition: export_table(  # type: ignore[misc]
                    connection, one, keys.get(one.name, ()), where, fresh
                ),
                connection,
            )
        )
        progress.step(number, len(tables), "tables")
    contents = read_contents(connection, published.wave)
    shutil.rmtree(spill, ignore_errors=True)
    said = [text for _, text in LEFT_OUT.values()]
    (fresh / PACKAGE).write_text(describe_export(contents, done, said), encoding="utf-8")
    return tuple(done)


def _condition(table: Table, wave: str | None) -> str:
    given_out = LEFT_OUT.get(table.name, ("true",))[0]
    return f"({given_out}) and wave = {literal(wave)}" if wave and table.has("wave") else given_out


def _check_kind(connection: duckdb.DuckDBPyConnection, published: Published) -> None:
    kinds = {bool(sample) for (sample,) in connection.execute("select is_sample from dim_wave").fetchall()}
    if kinds - {published.is_sample}:
        problem = f"holds waves that are not {published.kind}"
        raise RefusedError(
            f"warehouse {published.path}", problem, fix="collector build, which never mixes them"
        )


def _check_folder(folder: Path, *, is_sample: bool) -> None:
    """Refuse to replace a folder that is no export, has more in it than one, or is one of the other kind."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    fix = "name a new folder with --output"
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        is_ours = str(package["name"]).startswith(f"{NAME}-")
        written = {PACKAGE, *(str(resource["path"]) for resource in package["resources"])}
        was_sample = bool(package["isSample"])
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise UsageError(
            f"folder {folder}", "is not empty and holds no export, which would replace it", fix=fix
        )
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if found - written:
        problem = f"holds {min(found - written)}, which no export wrote and which would be lost"
        raise UsageError(f"folder {folder}", problem, fix=f"move it elsewhere, or {fix}")
    if was_sample != is_sample:
        kinds = ("sample", "real") if is_sample else ("real", "sample")
        problem = f"holds an export of {kinds[1]} data, and {kinds[0]} data never goes there"
        raise RefusedError(f"folder {folder}", problem, fix=fix)
