"""Brings frozen waves into a build: their landed rows into ``raw``, their tables within reach of dbt.

Enters: verified snapshots and the file being built. Leaves: rows in ``raw``, views in schema ``frozen`` from
which the dbt project puts published rows back, and in ``meta`` which snapshots, and where today's statistics
differ from them. Refuses a build that would lose a frozen wave.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from collector import landing
from collector.errors import ChecksFailedError
from collector.freeze.snapshot import RAW, TABLES, FrozenWave

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from collector.paths import Paths

_FROZEN_TABLES = pa.schema([("wave", pa.string()), ("table_name", pa.string())])
_FROZEN_WAVES = pa.schema([("wave", pa.string()), ("digest", pa.string()), ("frozen_date", pa.date32())])
_DIFFERENCES = pa.schema([(name, pa.string()) for name in ("statistic", "wave", "side", "row_json")])
SHOWN = 3


def load_frozen(connection: duckdb.DuckDBPyConnection, frozen: Sequence[FrozenWave]) -> None:
    """Make schema ``frozen`` and its registers, also where nothing is frozen; schema ``raw`` must stand."""
    connection.execute("create schema frozen")
    listed: dict[str, list[FrozenWave]] = {}
    for one in sorted(frozen, key=lambda one: (one.frozen_date, one.wave), reverse=True):
        for table in one.tables:
            listed.setdefault(table, []).append(one)
    rows = []
    for table, waves in sorted(listed.items()):
        files = [str(one.file(TABLES, table)) for one in waves]
        latest_first = " union all by name ".join(
            f"select *, {order} as freeze_order from read_parquet({_literal(file)})"  # noqa: S608 - files of ours
            for order, file in enumerate(files)
        )
        connection.execute(f'create view frozen."{table}" as {latest_first}')
        if "wave" in _columns(connection, table):
            rows += [{"wave": one.wave, "table_name": table} for one in waves]
    _create(connection, "raw.frozen_tables", pa.Table.from_pylist(rows, schema=_FROZEN_TABLES))
    registered = [{"wave": one.wave, "digest": one.digest, "frozen_date": one.frozen_date} for one in frozen]
    _create(connection, "meta.frozen_waves", pa.Table.from_pylist(registered, schema=_FROZEN_WAVES))
    _create(connection, "meta.frozen_differences", _DIFFERENCES.empty_table())
    for one in frozen:
        _append_landed(connection, one)


def read_differences(path: Path) -> tuple[str, ...]:
    """A line per statistic and frozen wave of which today's SQL gives other rows, with the first of them."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            "select statistic, wave, side, row_json, count(*) over (partition by statistic, wave, side) "
            "from meta.frozen_differences "
            "qualify row_number() over (partition by statistic, wave, side order by row_json) <= ? "
            "order by all",
            [SHOWN],
        ).fetchall()
    heads: dict[str, list[str]] = {}
    for statistic, wave, side, row, n_rows in found:
        heads.setdefault(f"{statistic} of frozen wave {wave}", []).append(f"{side} ({n_rows} rows): {row}")
    return tuple(
        f"{head} stays as published, today's SQL gives other rows: {'; '.join(rows)}"
        for head, rows in heads.items()
    )


def check_kept(published: Path, frozen: Iterable[FrozenWave]) -> None:
    """Raise ChecksFailedError when a wave that the published file holds as frozen is gone or another one."""
    now = {one.wave: one.digest for one in frozen}
    before: list[tuple[str, str]] = []
    if published.exists():
        with suppress(duckdb.Error), duckdb.connect(str(published), read_only=True) as connection:
            before = connection.execute("select wave, digest from meta.frozen_waves order by wave").fetchall()
    for wave, digest in before:
        if now.get(wave) != digest:
            problem = "is gone" if wave not in now else "is not the one that the published warehouse holds"
            raise ChecksFailedError(
                f"frozen wave {wave}", f"its snapshot {problem}", fix="put data/frozen back from a copy"
            )


def drop_frozen(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the views on the snapshots' files: the published file stands alone."""
    connection.execute("drop schema frozen cascade")


def missing_waves(paths: Paths, frozen: Iterable[FrozenWave], known: Iterable[str]) -> None:
    """Raise ChecksFailedError when the file of a frozen wave is no longer under config/waves."""
    for one in frozen:
        if one.wave not in set(known):
            raise ChecksFailedError(
                f"frozen wave {one.wave}",
                f"{paths.config / 'waves' / one.wave}.yml is gone",
                fix="restore the file; a published wave is never removed",
            )


def _append_landed(connection: duckdb.DuckDBPyConnection, one: FrozenWave) -> None:
    """The landed rows of the snapshot; a column that this version has and the snapshot lacks is null."""
    for name, schema in landing.TABLES.items():
        if name in one.raw:
            query = f"select * from read_parquet({_literal(str(one.file(RAW, name)))})"  # noqa: S608 - a file of ours
            theirs = [row[0] for row in connection.execute(f"describe {query}").fetchall()]
            columns = ", ".join(f'"{column.name}"' for column in schema if column.name in theirs)
            connection.execute(f"insert into raw.{name} by name select {columns} from ({query})")  # noqa: S608 - names of TABLES


def _columns(connection: duckdb.DuckDBPyConnection, view: str) -> set[str]:
    return {row[0] for row in connection.execute(f'describe frozen."{view}"').fetchall()}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("incoming", table)
    connection.execute(f"create table {name} as select * from incoming")  # noqa: S608 - our own names only
    connection.unregister("incoming")
