"""The facts and invented circumstances of the sample world.

Enters: the CSV files beside this module. Leaves: frozen records, in file order. Refuses: other columns than
the known ones and unknown kinds of site (ConfigError).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from collector.errors import ConfigError
from collector.words import UNSTATED, ItemKind

_FOLDER = Path(__file__).parent

SiteKind = Literal[
    "static", "slow", "word", "script_html", "script_blocks", "fetch_json", "fetch_jsonp",
    "wall", "dead", "maintenance",
]  # fmt: skip
READABLE_KINDS = frozenset(get_args(SiteKind)) - {"wall", "dead", "maintenance"}
"""Kinds of site that a polite crawler with a browser can read."""


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
class SampleSite:
    """How one bank's site is made: technique, layout, encoding as sent and charsets as declared.

    ``voice`` picks among the ways of saying things, so that neighbouring sites say them differently.
    """

    bank_id: str
    host: str
    kind: SiteKind
    layout: str
    voice: int
    suffix: str
    body_encoding: str
    header_charset: str | None
    meta_charset: str | None
    disallowed_path: str
    name_zh: str
    short_name_zh: str

    @property
    def has_disallowed_link(self) -> bool:
        """Whether a page of the site, two links deep, links to one that its robots.txt disallows."""
        return self.disallowed_path == "/internal/"


@dataclass(frozen=True, slots=True)
class Word:
    """What the sample's pages call an item: a bare noun, the noun of the service, a verb with its object."""

    noun: str
    service: str
    act: str


def _rows(name: str, columns: str) -> list[dict[str, str]]:
    path = _FOLDER / name
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if reader.fieldnames != columns.split():
            raise ConfigError(f"sample/{name}", f"columns {reader.fieldnames}", fix=f"write {columns}")
        return list(reader)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def read_facts() -> tuple[Fact, ...]:
    """All rows of facts.csv."""
    rows = _rows("facts.csv", "bank_id channel_id item_kind item_id section line basis")
    return tuple(
        Fact(r["bank_id"], r["channel_id"], ItemKind(r["item_kind"]), r["item_id"], r["section"],
             int(r["line"]), r["basis"])
        for r in rows
    )  # fmt: skip


@cache
def read_products() -> tuple[Product, ...]:
    """All rows of products.csv."""
    rows = _rows("products.csv", "bank_id name business_line_id channels issue section line basis")
    return tuple(
        Product(r["bank_id"], r["name"], r["business_line_id"] or None, _split(r["channels"]),
                _split(r["issue"]), r["section"], int(r["line"]), r["basis"])
        for r in rows
    )  # fmt: skip


@cache
def read_chart() -> tuple[ChartApp, ...]:
    """All rows of chart.csv."""
    rows = _rows("chart.csv", "rank store_app_code app_name owner_id basis line")
    return tuple(
        ChartApp(int(r["rank"]) if r["rank"] else None, r["store_app_code"], r["app_name"], r["owner_id"],
                 r["basis"], int(r["line"]) if r["line"] else None)
        for r in rows
    )  # fmt: skip


@cache
def read_sites() -> tuple[SampleSite, ...]:
    """All rows of sites.csv; an unknown kind is a ConfigError."""
    sites = []
    for row in _rows(
        "sites.csv",
        "bank_id host kind layout voice suffix body_encoding header_charset meta_charset disallowed_path"
        " name_zh short_name_zh",
    ):
        kinds: dict[str, SiteKind] = {kind: kind for kind in get_args(SiteKind)}
        if row["kind"] not in kinds:
            subject = f"sample/sites.csv {row['bank_id']}"
            raise ConfigError(subject, f"unknown kind {row['kind']!r}", fix=f"write one of {list(kinds)}")
        sites.append(
            SampleSite(row["bank_id"], row["host"], kinds[row["kind"]], row["layout"], int(row["voice"]),
                       row["suffix"], row["body_encoding"], row["header_charset"] or None,
                       row["meta_charset"] or None, row["disallowed_path"], row["name_zh"],
                       row["short_name_zh"])
        )  # fmt: skip
    return tuple(sites)


@cache
def read_words() -> dict[tuple[ItemKind, str], Word]:
    """words.csv by (item_kind, item_id)."""
    rows = _rows("words.csv", "item_kind item_id noun service act")
    return {(ItemKind(r["item_kind"]), r["item_id"]): Word(r["noun"], r["service"], r["act"]) for r in rows}


def facts_of(bank_id: str, kind: ItemKind) -> dict[str, tuple[str, ...]]:
    """Channel (or ``unstated``) → item ids that the bank offers there, in file order."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in read_facts():
        if fact.bank_id == bank_id and fact.item_kind is kind:
            found[fact.channel_id] = (*found.get(fact.channel_id, ()), fact.item_id)
    return found


def offered_anywhere(bank_id: str) -> frozenset[str]:
    """Ids of everything the bank offers on any channel, stated or not."""
    return frozenset(fact.item_id for fact in read_facts() if fact.bank_id == bank_id)


def is_offered(bank_id: str, item_id: str, channel_id: str) -> bool:
    """True when the bank offers the item on that channel or on a channel that the report leaves open."""
    return any(
        fact.bank_id == bank_id and fact.item_id == item_id and fact.channel_id in (channel_id, UNSTATED)
        for fact in read_facts()
    )
