"""Loads landed Parquet and config into schema ``raw`` of a new DuckDB file; the first half of a build.

Enters: the landed runs of one kind and config. Leaves: a DuckDB file that clients from 1.2 on open, with
``raw`` and with ``meta`` (what it was made of, no timestamps). Refuses Parquet whose columns are not those
of :mod:`collector.landing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from collector.config.lookup import find_wave
from collector.errors import IncompleteError
from collector.freeze.restore import load_frozen
from collector.landing import TABLES
from collector.warehouse.raw import make_config_tables
from collector.warehouse.raw_owners import Listed, make_owner_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collector.freeze.snapshot import FrozenWave
    from collector.models import Config
    from collector.warehouse.inputs import LandedRun

STORAGE_VERSION = "v1.2.0"
"""Oldest DuckDB whose clients open the published file."""


def load_raw(
    path: Path,
    config: Config,
    runs: tuple[LandedRun, ...],
    digest: str,
    frozen: tuple[FrozenWave, ...] = (),
) -> None:
    """Make the file at ``path`` (which must not exist) with everything dbt reads.

    Raises IncompleteError naming the wave when a landed file is missing or has other columns than it should;
    duckdb.IOException when the disk is full.
    """
    for run in runs:
        _check_landed(run)
    with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION}) as connection:
        connection.execute("create schema raw")
        connection.execute("create schema meta")
        for name, schema in TABLES.items():
            _create(connection, f"raw.{name}", schema.empty_table())
            _append(connection, name, runs)
        load_frozen(connection, frozen)
        waves = [run.wave for run in runs] + [find_wave(config, one.wave) for one in frozen]
        for name, table in make_config_tables(config, waves).items():
            _create(connection, f"raw.{name}", table)
        for name, table in make_owner_tables(config, _list_unknown(connection)).items():
            _create(connection, f"raw.{name}", table)
        _create(connection, "meta.build", pa.table({"digest": [digest]}))
        used = [(run.wave.wave, run.digest) for run in runs]
        used += [(one.wave, one.landing_digest) for one in frozen]
        landed = {"wave": [wave for wave, _ in used], "landing_digest": [run for _, run in used]}
        _create(connection, "meta.landed_runs", pa.table(landed, schema=_LANDED_RUNS))
        connection.execute("checkpoint")


def _list_unknown(connection: duckdb.DuckDBPyConnection) -> list[Listed]:
    """Apps that landed rows name and config/ does not; of several names and sellers the last by sorting.

    ``store`` is that of config/apps.csv: a package in three stores is one app.
    """
    query = """
        with known as (
            select store, store_app_code as code from raw.apps
            union all
            select store, code from raw.app_codes
        ),

        listed as (
            select store, null as platform, store_app_code, app_name, seller from raw.app_ranks
            union all
            select store, null, store_app_code, app_name, null from raw.app_devices
            union all
            select store, platform, store_app_code, app_name, seller from raw.app_details
            where (store, 'bundle:' || coalesce(other_code, '')) not in (select (store, code) from known)
        )

        select store_codes.code_store, listed.store_app_code, max(listed.app_name), max(listed.seller)
        from listed
        inner join raw.store_codes
            on
                listed.store = store_codes.store
                and coalesce(listed.platform = 'harmony', false)
                = coalesce(store_codes.platform = 'harmony', false)
        where (store_codes.code_store, listed.store_app_code) not in (select (store, code) from known)
        group by all
        order by all
    """
    return [Listed(*row) for row in connection.execute(query).fetchall()]


_LANDED_RUNS = pa.schema([("wave", pa.string()), ("landing_digest", pa.string())])


def _check_landed(run: LandedRun) -> None:
    for name, schema in TABLES.items():
        path = run.folder / f"{name}.parquet"
        found = pq.read_schema(path) if path.exists() else None
        if found is None or {field.name: field.type for field in found} != {
            field.name: field.type for field in schema
        }:
            raise IncompleteError(
                f"landing of wave {run.wave.wave}",
                f"{path} is missing"
                if found is None
                else f"{path} has other columns than this version lands",
                fix=f"collector extract --wave {run.wave.wave}",
            )


def _append(connection: duckdb.DuckDBPyConnection, name: str, runs: Iterable[LandedRun]) -> None:
    for run in runs:
        # a restatement is landed under the id of the wave that it restates
        rows = "select * replace ($wave::varchar as wave) from read_parquet($file)"
        connection.execute(
            f"insert into raw.{name} by name {rows}",
            {"wave": run.wave.wave, "file": str(run.folder / f"{name}.parquet")},
        )


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("incoming", table)
    connection.execute(f"create table {name} as select * from incoming")  # noqa: S608 - our own names only
    connection.unregister("incoming")
