"""Small finished builds, and a shelf to publish them on: what publishing looks at and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from collector.warehouse.publish import publish_build, settle
from collector.warehouse.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path


def make_shelf(folder: Path) -> Shelf:
    """An empty shelf of the real waves."""
    (folder / "builds").mkdir(parents=True)
    return Shelf(folder / "builds", "real", folder / "warehouse.duckdb")


def make_file(path: Path, digest: str, **runs: str) -> Path:
    """A build with that digest, a table of three rows, and landed runs by wave (``w2026="r1"``)."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema meta")
        connection.execute("create table meta.build as select ? as digest", [digest])
        connection.execute("create table meta.landed_runs (wave text, landing_digest text)")
        for wave, run in (runs or {"w": "r"}).items():
            connection.execute("insert into meta.landed_runs values (?, ?)", [wave, run])
        connection.execute("create table dim_bank as select unnest(['a', 'b', 'c']) as bank_id")
    return path


def publish(shelf: Shelf, digest: str, *, is_overruled: bool = False, **runs: str) -> None:
    """Publish such a build as ``collector build`` does after its checks."""
    settle(shelf)
    publish_build(shelf, make_file(shelf.building, digest, **runs), is_overruled=is_overruled)
