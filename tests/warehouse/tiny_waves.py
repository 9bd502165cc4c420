"""Several tiny waves in one warehouse: the rows and config of tiny_wave.py, changed a little."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
from tiny_wave import land, make_config, make_wave

from collector.warehouse.build import BuildResult, build_wave

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from collector.models import Config, Wave
    from collector.paths import Paths
    from collector.words import BankType

Landing = dict[str, list[dict[str, Any]]]


def wave_on(wave: str, day: date, **changes: Any) -> Wave:
    return replace(make_wave(wave), as_of_date=day, **changes)


def retyped(config: Config, bank_id: str, kind: BankType) -> Config:
    banks = tuple(replace(bank, type=kind) if bank.bank_id == bank_id else bank for bank in config.banks)
    return replace(config, banks=banks)


def rewaved(rows: Landing, wave: str) -> Landing:
    return {table: [row | {"wave": wave} for row in found] for table, found in rows.items()}


def land_wave(paths: Paths, wave: str, rows: Landing, digest: str = "d1") -> None:
    land(paths.landing(wave), rewaved(rows, wave), digest=digest)


def build_all(paths: Paths, config: Config, wave: Wave) -> tuple[BuildResult, list[str]]:
    """The result and what the build said."""
    said: list[str] = []
    return build_wave(paths, config, wave, say=said.append), said


def rows_of_wave(path: Path, wave: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the wave by table; dim_wave apart, which tells that it is frozen."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_columns() where schema_name = 'main' and column_name = 'wave' "
            "and table_name <> 'dim_wave' order by 1"
        ).fetchall()
        return {
            name: connection.execute(
                f"select * from main.{name} where wave = ? order by all", [wave]
            ).fetchall()
            for (name,) in tables
        }


def ask(path: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query, list(parameters)).fetchall()


__all__ = ["ask", "build_all", "land_wave", "make_config", "retyped", "rewaved", "rows_of_wave", "wave_on"]
