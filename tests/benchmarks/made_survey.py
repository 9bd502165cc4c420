"""A made-up survey of any size: config of its waves and landed Parquet, written by SQL, no row in Python.

Enters: numbers of banks and waves. Leaves: a Config over the project's own taxonomy, stores and evidence
rules, and the landed run of each wave. Every draw is a hash of what it is about, so the same numbers give the
same files; nine of ten draws do not depend on the wave, so most answers stay from wave to wave.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from collector.config.load import load_config
from collector.landing import TABLES
from collector.models import App
from collector.words import PROVINCES, BankType, ItemKind
from tests.warehouse.tiny_wave import make_bank, make_wave

if TYPE_CHECKING:
    from collector.models import Bank, Config

HOME = Path(__file__).resolve().parents[2]
STORE = "apple"
CHARTS = ("top-free", "top-free-overall")
BANKS_PER_UNION = 70
"""As in config/banks.csv: of 1,391 rural banks each has one of 21 unions."""
TYPES = (
    (BankType.LARGE, 6),
    (BankType.JOINT_STOCK, 18),
    (BankType.PRIVATE, 37),
    (BankType.OTHER, 58),
    (BankType.CITY, 408),
    (BankType.RURAL, sys.maxsize),
)
"""Type, and below which number a bank is of it."""
SITE_SHARE = 0.75
"""Banks whose site is known."""
PAGES_PER_SITE = 40
MENTIONS_PER_SITE = 190
"""Drawn; one in eight falls on a page that was not read and is left out: 500,000 are left of 4,000 banks."""
PRODUCTS_PER_SITE = 12

SQL = Path(__file__).parent / "made_survey_sql"
"""A file for each landed table that has rows, and ``draws.sql``, which the others draw with."""


def make_config(n_banks: int, n_waves: int) -> Config:
    """The project's taxonomy, stores and evidence over made-up banks, apps and yearly waves."""
    provinces = sorted(PROVINCES)
    unions = tuple(
        replace(make_bank("uuu"), bank_id=f"u{n:03}", name_zh=f"第{n}联社", short_name_zh=f"第{n}联社")
        for n in range(1 + n_banks // BANKS_PER_UNION)
    )
    banks = tuple(_bank(n, provinces[n % len(provinces)], unions) for n in range(n_banks))
    apps = tuple(
        App(
            app_id=f"app-{bank.bank_id}",
            owner_id=bank.bank_id,
            store=STORE,
            store_app_code=str(100000 + number),
            name_zh=f"应用{number}",
            kind="mobile_bank",
            sources=(),
            note=None,
        )
        for number, bank in enumerate((*banks[: n_banks // 5], *unions))
    )
    universe = tuple(bank.bank_id for bank in banks)
    waves = tuple(
        replace(make_wave(f"w{n:02}", universe=universe), as_of_date=date(2016 + n, 11, 1), stores=(STORE,))
        for n in range(n_waves)
    )
    ours = load_config(HOME)
    return replace(
        ours,
        banks=(*banks, *unions),
        apps=apps,
        sites=(),
        waves=waves,
        app_codes=(),
        expectations=(),
        reviews=(),
    )


def _bank(number: int, province: str, unions: tuple[Bank, ...]) -> Bank:
    bank_id = f"b{number:05}"
    kind = next(kind for kind, last in TYPES if number < last)
    return replace(
        make_bank("aaa"),
        bank_id=bank_id,
        name_zh=f"第{number}银行股份有限公司",
        short_name_zh=f"第{number}银行",
        type=kind,
        province=province,
        website_url=f"https://www.{bank_id}.test/" if number % 100 < SITE_SHARE * 100 else None,
        union_id=unions[number % len(unions)].bank_id if kind is BankType.RURAL else None,
    )


def land_waves(config: Config, landing: Path) -> None:
    """Write the landed run of every wave into ``landing/<wave>/``."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        banks = [bank for bank in config.banks if bank.type is not BankType.UNION]
        _register(
            connection,
            "banks",
            bank_id=[one.bank_id for one in banks],
            has_site=[one.website_url is not None for one in banks],
        )
        _register(
            connection,
            "apps",
            owner_id=[one.owner_id for one in config.apps],
            code=[one.store_app_code for one in config.apps],
        )
        leaves = [one for one in config.taxonomy.items if one.kind is not ItemKind.CATEGORY]
        _register(
            connection,
            "items",
            number=range(len(leaves)),
            item_kind=[str(one.kind) for one in leaves],
            item_id=[one.item_id for one in leaves],
            title_zh=[one.title_zh for one in leaves],
        )
        _register(connection, "charts", chart=CHARTS)
        for wave in config.waves:
            folder = landing / wave.wave / "made"
            folder.mkdir(parents=True)
            values = {
                "$wave": f"'{wave.wave}'",
                "$day": f"'{wave.as_of_date}'",
                "$pages": str(PAGES_PER_SITE),
                "$mentions": str(MENTIONS_PER_SITE),
                "$products": str(PRODUCTS_PER_SITE),
                "$items": str(len(leaves)),
            }
            connection.execute(_filled("draws", values))
            for name, schema in TABLES.items():
                table = schema.empty_table()
                if (SQL / f"{name}.sql").exists():
                    found = connection.sql(_filled(name, values)).to_arrow_table()
                    table = _conform(found, schema)
                pq.write_table(table, folder / f"{name}.parquet")
                if name == "fetches":
                    connection.execute(
                        f"create or replace table fetches as from read_parquet('{folder}/fetches.parquet')"
                    )
            (landing / wave.wave / "current").write_text("made", encoding="utf-8")


def _filled(file: str, values: dict[str, str]) -> str:
    query = (SQL / f"{file}.sql").read_text(encoding="utf-8")
    for name, value in values.items():
        query = query.replace(name, value)
    return query


def _conform(found: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of the schema, in its order and types; those that the query leaves out are null."""
    columns = [
        found[field.name].cast(field.type)
        if field.name in found.column_names
        else pa.nulls(found.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _register(connection: duckdb.DuckDBPyConnection, name: str, **columns: object) -> None:
    connection.register("incoming", pa.table({key: list(values) for key, values in columns.items()}))  # type: ignore[call-overload]
    connection.execute(f"create table {name} as from incoming")
    connection.unregister("incoming")
