"""config/banks.csv: the universe, one row per bank or union.

Refused: bank ids, legal names or institution codes that stand twice, a website outside the bank's domains, a
domain of two banks that share no union, a union_id that names no union, a succession that is incomplete,
leads nowhere or in a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from collector.config.csv_source import (
    DomainList,
    OptionalId,
    OptionalPeriod,
    OptionalText,
    OptionalUrl,
    TextList,
    read_rows,
)
from collector.config.fields import Entry, Id, Text
from collector.config.places import Located, Place
from collector.config.schema import checked, near
from collector.config.succession import check_succession
from collector.models import Bank
from collector.words import PROVINCES, BankType

if TYPE_CHECKING:
    from pathlib import Path

_SHARED_BY_ONE_UNION = "a domain belongs to one bank, or to a union and its members"
_NAMED_ONCE = ("bank_id", "name_zh", "institution_code")


class _BankRow(Entry):
    bank_id: Id
    name_zh: Text
    short_name_zh: Text
    institution_code: OptionalText
    aliases: TextList
    name_en: OptionalText
    type: Annotated[BankType, Field(strict=False)]
    province: OptionalText
    city: OptionalText
    website_url: OptionalUrl
    domains: DomainList
    union_id: OptionalId
    valid_from: OptionalPeriod
    valid_until: OptionalPeriod
    successor_id: OptionalId
    succession_kind: Annotated[
        Literal["renamed", "merged", "absorbed"] | None, BeforeValidator(lambda cell: cell or None)
    ]
    sources: Annotated[TextList, Field(min_length=1)]
    note: OptionalText


def load_banks(home: Path) -> tuple[Located[Bank], ...]:
    """All banks and unions in the order of the file. Raises ConfigError."""
    path = home / "config" / "banks.csv"
    banks: dict[str, Located[Bank]] = {}
    taken: dict[tuple[str, str], int] = {}
    for row in read_rows(path, home, tuple(_BankRow.model_fields)):
        bank = Bank(**dict(checked(_BankRow, row.record, row.place)))
        _check_named_once(bank, row.place, taken)
        _check_place(bank, row.place)
        _check_domains(bank, row.place)
        banks[bank.bank_id] = Located(bank, row.place)
    _check_domains_shared(banks)
    for one in banks.values():
        _check_union(one, banks)
    check_succession(banks)
    return tuple(banks.values())


def _check_named_once(bank: Bank, place: Place, taken: dict[tuple[str, str], int]) -> None:
    for column in _NAMED_ONCE:
        value = getattr(bank, column)
        if value is None:
            continue
        first = taken.setdefault((column, value), place.lines[()])
        if first != place.lines[()]:
            problem = f"{value!r} stands twice (first in line {first})"
            raise place.error(column, problem=problem, fix="give each row its own, or remove one row")


def _check_place(bank: Bank, place: Place) -> None:
    if bank.province is not None and bank.province not in PROVINCES:
        problem = f"no province {bank.province!r}{near(bank.province, PROVINCES)}"
        raise place.error("province", problem=problem, fix="write its full name, such as 浙江省")


def _check_domains(bank: Bank, place: Place) -> None:
    if bank.website_url is None:
        return
    host = urlsplit(bank.website_url).hostname or ""
    if not any(host == domain or host.endswith(f".{domain}") for domain in bank.domains):
        raise place.error(
            "domains", problem=f"none of them holds the website's host {host!r}", fix=f"add {host}"
        )


def _check_domains_shared(banks: dict[str, Located[Bank]]) -> None:
    owners: dict[str, Bank] = {}
    for one in banks.values():
        bank = one.record
        for domain in bank.domains:
            other = owners.setdefault(domain, bank)
            unions = {bank.union_id or bank.bank_id, other.union_id or other.bank_id}
            if other is not bank and len(unions) > 1:
                problem = f"{domain} belongs to {other.bank_id} too"
                raise one.place.error("domains", problem=problem, fix=_SHARED_BY_ONE_UNION)


def _check_union(row: Located[Bank], banks: dict[str, Located[Bank]]) -> None:
    union_id = row.record.union_id
    if union_id is None:
        return
    if row.record.type is BankType.UNION:
        raise row.place.error("union_id", problem="a union cannot be member of a union", fix="leave it empty")
    union = banks.get(union_id)
    if union is None or union.record.type is not BankType.UNION:
        unions = [one.record.bank_id for one in banks.values() if one.record.type is BankType.UNION]
        known = ", ".join(unions) or "none yet"
        problem = f"{union_id!r} is no union{near(union_id, unions)}"
        raise row.place.error("union_id", problem=problem, fix=f"use a row of type union ({known})")
