"""Freezes a wave: copies its rows out of the published warehouse into a snapshot that no later build changes.

Enters: the published file and a day. Leaves: ``data/frozen/<wave>``, complete or not at all. Refuses a wave
that is frozen already (exit 5).
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from collector.errors import CollectorError, RefusedError
from collector.files import write_atomically
from collector.freeze.snapshot import MANIFEST, RAW, TABLES, digest_file, is_frozen, seal
from collector.warehouse.query import open_warehouse

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import duckdb

    from collector.models import Wave
    from collector.paths import Paths

_READ_ONLY = 0o444


def freeze_wave(paths: Paths, wave: Wave, *, on: date) -> str:
    """Keep the wave as the published warehouse has it; ``on`` is the day of publication. Returns one line.

    Raises RefusedError (exit 5) when the wave is frozen, NotBuiltError (exit 2) when no warehouse holds it.
    """
    target = paths.frozen(wave.wave)
    if is_frozen(paths, wave.wave):
        raise _already(wave.wave, target)
    beside = target.with_name(f".{wave.wave}.{os.getpid()}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with open_warehouse(paths, wave) as connection:
            content = _facts(connection, wave, on)
            rows = _copy(connection, wave.wave, beside, on)
        content["files"] = {name: digest_file(beside / name) for name in sorted(rows)}
        content["digest"] = seal(content)
        text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        write_atomically(beside / MANIFEST, text)
        for path in beside.rglob("*"):
            if path.is_file():
                path.chmod(_READ_ONLY)
        _rename(beside, target, wave.wave)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    total = sum(n for name, n in rows.items() if name.startswith(TABLES))
    return f"wave {wave.wave} frozen as of {on}: {total} rows, digest {str(content['digest'])[:12]}, {target}"


def _facts(connection: duckdb.DuckDBPyConnection, wave: Wave, on: date) -> dict[str, Any]:
    build = connection.execute("select digest from meta.build").fetchone()
    landed = connection.execute(
        "select landing_digest from meta.landed_runs where wave = ?", [wave.wave]
    ).fetchone()
    if build is None or landed is None:
        raise CollectorError(
            f"wave {wave.wave}",
            "the published warehouse does not say what it was made of",
            fix="build it again",
        )
    return {
        "wave": wave.wave,
        "is_sample": wave.is_sample,
        "frozen_date": on.isoformat(),
        "build_digest": str(build[0]),
        "landing_digest": str(landed[0]),
    }


def _copy(connection: duckdb.DuckDBPyConnection, wave: str, folder: Path, on: date) -> dict[str, int]:
    """Write every table's rows of the wave, sorted; tables without a wave whole. Rows by file."""
    tables = connection.execute(
        "select schema_name, table_name, bool_or(column_name = 'wave') from duckdb_columns() "
        "where not internal and schema_name in ('main', 'raw') and database_name = current_database() "
        "group by all order by all"
    ).fetchall()
    rows: dict[str, int] = {}
    for schema, table, has_wave in tables:
        part = TABLES if schema == "main" else RAW
        columns = "*"
        if (schema, table) == ("main", "dim_wave"):
            columns = f"* replace (true as is_frozen, date '{on.isoformat()}' as frozen_date)"
        where = "where wave = $wave" if has_wave else "where $wave is not null"
        file = folder / part / f"{table}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        query = f"copy (select {columns} from {schema}.\"{table}\" {where} order by all) to '{_quoted(file)}'"  # noqa: S608 - names out of the file's own catalogue
        written = connection.execute(f"{query} (format parquet)", {"wave": wave}).fetchone()
        rows[f"{part}/{table}.parquet"] = int(written[0]) if written else 0
    return rows


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _rename(beside: Path, target: Path, wave: str) -> None:
    try:
        beside.rename(target)
    except OSError as error:
        if target.exists():
            raise _already(wave, target) from error
        raise


def _already(wave: str, target: Path) -> RefusedError:
    return RefusedError(
        f"wave {wave}",
        f"it is frozen already, in {target}",
        fix=f"publish what is new as a restatement: collector build --wave {wave}",
    )
