"""What is worth a look in a universe that loads: warnings by cause, each with the rows it is about.

Enters: a validated Config. Leaves: warnings; none of them stops a command (what is wrong stops the load).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.store_words import BUNDLE
from collector.universe.names import normalise
from collector.universe.resolve import build_index
from collector.words import BankType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Bank, Config


@dataclass(frozen=True, slots=True)
class Warned:
    """One cause and the subjects it holds for, in the order of config/banks.csv."""

    cause: str
    meaning: str
    subjects: tuple[str, ...]


def check_universe(config: Config) -> tuple[Warned, ...]:
    """The warnings of banks.csv and apps.csv, only those that hold for some row."""
    standing = tuple(bank for bank in config.banks if bank.valid_until is None)
    found = (
        ("no_website", "website not known: counted as without a known site", _without_website(standing)),
        ("no_app", "no app known, neither its own nor its union's", _without_app(config, standing)),
        ("plain_http", "the known website is not https", _plain_http(standing)),
        ("no_english_name", "English name not known", _ids(standing, "name_en")),
        ("no_city", "city not known", _ids(standing, "city")),
        ("no_code", "institution code not known", _ids(config.banks, "institution_code")),
        ("ambiguous_name", "several banks write this name", _ambiguous(config)),
        ("no_union", "rural bank of a province whose union is not known", _without_union(standing)),
        ("own_app_in_union", "member of a union with an app of its own", _own_app(config, standing)),
        ("no_successor", "ended, successor not known", _no_successor(config)),
        ("app_by_bundle", "App Store number not known: its page cannot be asked for", _by_bundle(config)),
    )
    return tuple(Warned(cause, meaning, tuple(rows)) for cause, meaning, rows in found if rows)


def _ids(banks: tuple[Bank, ...], column: str) -> list[str]:
    return [bank.bank_id for bank in banks if getattr(bank, column) is None]


def _without_website(banks: tuple[Bank, ...]) -> list[str]:
    return _ids(banks, "website_url")


def _without_app(config: Config, banks: tuple[Bank, ...]) -> list[str]:
    owners = {app.owner_id for app in config.apps}
    return [bank.bank_id for bank in banks if not owners & {bank.bank_id, bank.union_id}]


def _plain_http(banks: tuple[Bank, ...]) -> list[str]:
    return [bank.bank_id for bank in banks if (bank.website_url or "").startswith("http:")]


def _ambiguous(config: Config) -> list[str]:
    shared: dict[tuple[str, ...], set[str]] = defaultdict(set)
    shorts = {normalise(bank.short_name_zh) for bank in config.banks}
    for name, bank_ids in build_index(config.banks).written.items():
        if len(bank_ids) > 1 and name in shorts:
            shared[bank_ids].add(name)
    return [f"{min(names)} ({', '.join(bank_ids)})" for bank_ids, names in shared.items()]


def _without_union(banks: tuple[Bank, ...]) -> list[str]:
    return [bank.bank_id for bank in banks if bank.type is BankType.RURAL and bank.union_id is None]


def _own_app(config: Config, banks: tuple[Bank, ...]) -> list[str]:
    owners = {app.owner_id for app in config.apps}
    return [bank.bank_id for bank in banks if bank.union_id and bank.bank_id in owners]


def _no_successor(config: Config) -> list[str]:
    return [bank.bank_id for bank in config.banks if bank.valid_until and not bank.successor_id]


def _by_bundle(config: Config) -> list[str]:
    return [app.app_id for app in config.apps if app.store_app_code.startswith(BUNDLE)]


def completeness(config: Config) -> Iterator[tuple[BankType, int, dict[str, int]]]:
    """Of each type of bank that still stands: how many there are, and how many have each column filled.

    ``app`` counts banks with an app of their own, ``union`` those that point to a union.
    """
    owners = {app.owner_id for app in config.apps}
    for kind in BankType:
        banks = [bank for bank in config.banks if bank.type is kind and bank.valid_until is None]
        filled = {
            "institution_code": sum(bank.institution_code is not None for bank in banks),
            "name_en": sum(bank.name_en is not None for bank in banks),
            "province": sum(bank.province is not None for bank in banks),
            "city": sum(bank.city is not None for bank in banks),
            "website": sum(bank.website_url is not None for bank in banks),
            "union": sum(bank.union_id is not None for bank in banks),
            "app": sum(bank.bank_id in owners for bank in banks),
        }
        yield kind, len(banks), filled
