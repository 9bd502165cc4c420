"""What rows of config/banks.csv may not say, of themselves and of each other.

Enters: banks with their places. Leaves: all errors found, in the order of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.config.schema import near
from collector.words import PROVINCES, BankType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collector.config.places import Located, Place
    from collector.errors import ConfigError
    from collector.models import Bank

_SHARED_BY_ONE_UNION = "a domain belongs to one bank, or to a union and its members"
_NAMED_ONCE = ("bank_id", "name_zh", "institution_code")


def named_twice(bank: Bank, place: Place, taken: dict[tuple[str, str], int]) -> Iterator[ConfigError]:
    """Id, legal name and code that an earlier row has; ``taken`` (value → line) is filled on the way."""
    for column in _NAMED_ONCE:
        value = getattr(bank, column)
        if value is None:
            continue
        first = taken.setdefault((column, value), place.lines[()])
        if first != place.lines[()]:
            problem = f"{value!r} stands twice (first in line {first})"
            yield place.error(column, problem=problem, fix="give each row its own, or remove one row")


def misplaced(bank: Bank, place: Place) -> Iterator[ConfigError]:
    """A province that is none, a website outside the bank's domains."""
    if bank.province is not None and bank.province not in PROVINCES:
        problem = f"no province {bank.province!r}{near(bank.province, PROVINCES)}"
        yield place.error("province", problem=problem, fix="write its full name, such as 浙江省")
    host = urlsplit(bank.website_url or "").hostname
    if host and not any(host == domain or host.endswith(f".{domain}") for domain in bank.domains):
        problem = f"none of them holds the website's host {host!r}"
        yield place.error("domains", problem=problem, fix=f"add {host}")


def domains_of_two(banks: Mapping[str, Located[Bank]]) -> Iterator[ConfigError]:
    """Domains of two banks that share no union."""
    owners: dict[str, Bank] = {}
    for one in banks.values():
        bank = one.record
        for domain in bank.domains:
            other = owners.setdefault(domain, bank)
            unions = {bank.union_id or bank.bank_id, other.union_id or other.bank_id}
            if other is not bank and len(unions) > 1:
                problem = f"{domain} belongs to {other.bank_id} too"
                yield one.place.error("domains", problem=problem, fix=_SHARED_BY_ONE_UNION)


def union_amiss(row: Located[Bank], banks: Mapping[str, Located[Bank]]) -> Iterator[ConfigError]:
    """A union_id that names no union, or that a union has."""
    union_id = row.record.union_id
    if union_id is None:
        return
    if row.record.type is BankType.UNION:
        yield row.place.error("union_id", problem="a union cannot be member of a union", fix="leave it empty")
        return
    union = banks.get(union_id)
    if union is None or union.record.type is not BankType.UNION:
        unions = [one.record.bank_id for one in banks.values() if one.record.type is BankType.UNION]
        known = ", ".join(unions) or "none yet"
        problem = f"{union_id!r} is no union{near(union_id, unions)}"
        yield row.place.error("union_id", problem=problem, fix=f"use a row of type union ({known})")


def succession_amiss(row: Located[Bank], banks: Mapping[str, Located[Bank]]) -> Iterator[ConfigError]:
    """An end before the beginning, a succession that is incomplete, leads nowhere or in a circle."""
    bank = row.record
    if bank.valid_from and bank.valid_until and bank.valid_from > bank.valid_until:
        problem = f"it ends ({bank.valid_until}) before it begins ({bank.valid_from})"
        yield row.place.error("valid_until", problem=problem, fix="mend one of the two")
    if bank.successor_id is None and bank.succession_kind is None:
        return
    for column in ("successor_id", "succession_kind", "valid_until"):
        if getattr(bank, column) is None:
            problem = "a succession needs a successor, a kind and an end"
            yield row.place.error(column, problem=problem, fix="fill it, or empty the other two")
    way = [bank.bank_id]
    successor_id = bank.successor_id
    while successor_id is not None:
        if successor_id not in banks:
            problem = f"no bank {successor_id!r} in banks.csv"
            yield row.place.error("successor_id", problem=problem, fix="add its row or mend the id")
            return
        way.append(successor_id)
        if successor_id in way[:-1]:
            problem = f"a circle of successors: {' -> '.join(way)}"
            yield row.place.error("successor_id", problem=problem, fix="end it at the bank that stands")
            return
        successor_id = banks[successor_id].record.successor_id
