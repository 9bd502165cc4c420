"""The facts and invented circumstances of the sample world; how its sites are made is in sites.py.

Enters: the CSV files beside this module. Leaves: frozen records, in file order. Refuses: other columns than
the known ones (ConfigError).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from collector.errors import ConfigError
from collector.words import UNSTATED, ItemKind

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the sample world offers; what has no row is not offered there.

    ``section`` and ``line`` cite the 2018 report, ``basis`` says how the row was read from it.
    """

    bank_id: str
    channel_id: str
    item_kind: ItemKind
    item_id: str
    section: str
    line: int
    basis: str


@dataclass(frozen=True, slots=True)
class Product:
    """A named product of a case bank, the channels it is listed under and the issues it is listed with."""

    bank_id: str
    name: str
    business_line_id: str | None
    channels: tuple[str, ...]
    issues: tuple[str, ...]
    section: str
    line: int
    basis: str


@dataclass(frozen=True, slots=True)
class ChartApp:
    """An app that has a page in the sample store; ``rank`` is its place on the chart, None: not listed."""

    rank: int | None
    store_app_code: str
    app_name: str
    owner_id: str
    basis: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Word:
    """What the sample's pages call an item: a bare noun, the noun of the service, a verb with its object."""

    noun: str
    service: str
    act: str


def read_rows(name: str, columns: str) -> list[dict[str, str]]:
    """Rows of a CSV file of this folder; ConfigError unless its header is exactly ``columns``."""
    path = _FOLDER / name
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if reader.fieldnames != columns.split():
            raise ConfigError(f"sample/{name}", f"columns {reader.fieldnames}", fix=f"write {columns}")
        return list(reader)


def split_cell(cell: str) -> tuple[str, ...]:
    """The entries of a list cell, separated by ``|``; () for an empty one."""
    return tuple(cell.split("|")) if cell else ()


@cache
def read_facts() -> tuple[Fact, ...]:
    """All rows of facts.csv."""
    rows = read_rows("facts.csv", "bank_id channel_id item_kind item_id section line basis")
    return tuple(
        Fact(r["bank_id"], r["channel_id"], ItemKind(r["item_kind"]), r["item_id"], r["section"],
             int(r["line"]), r["basis"])
        for r in rows
    )  # fmt: skip


@cache
def read_products() -> tuple[Product, ...]:
    """All rows of products.csv."""
    rows = read_rows("products.csv", "bank_id name business_line_id channels issue section line basis")
    return tuple(
        Product(r["bank_id"], r["name"], r["business_line_id"] or None, split_cell(r["channels"]),
                split_cell(r["issue"]), r["section"], int(r["line"]), r["basis"])
        for r in rows
    )  # fmt: skip


@cache
def read_chart() -> tuple[ChartApp, ...]:
    """All rows of chart.csv."""
    rows = read_rows("chart.csv", "rank store_app_code app_name owner_id basis line")
    return tuple(
        ChartApp(int(r["rank"]) if r["rank"] else None, r["store_app_code"], r["app_name"], r["owner_id"],
                 r["basis"], int(r["line"]) if r["line"] else None)
        for r in rows
    )  # fmt: skip


@cache
def read_words() -> dict[tuple[ItemKind, str], Word]:
    """words.csv by (item_kind, item_id)."""
    rows = read_rows("words.csv", "item_kind item_id noun service act")
    return {(ItemKind(r["item_kind"]), r["item_id"]): Word(r["noun"], r["service"], r["act"]) for r in rows}


def facts_of(bank_id: str, kind: ItemKind) -> dict[str, tuple[str, ...]]:
    """Channel (or ``unstated``) → item ids that the bank offers there, in file order."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in read_facts():
        if fact.bank_id == bank_id and fact.item_kind is kind:
            found[fact.channel_id] = (*found.get(fact.channel_id, ()), fact.item_id)
    return found


@cache
def offered_anywhere(bank_id: str) -> frozenset[str]:
    """Ids of everything the bank offers on any channel, stated or not."""
    return frozenset(fact.item_id for fact in read_facts() if fact.bank_id == bank_id)


def is_offered(bank_id: str, item_id: str, channel_id: str) -> bool:
    """True when the bank offers the item on that channel or on a channel that the report leaves open."""
    return any(
        fact.bank_id == bank_id and fact.item_id == item_id and fact.channel_id in (channel_id, UNSTATED)
        for fact in read_facts()
    )
