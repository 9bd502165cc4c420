"""config/banks.csv: the universe, one row per bank or union.

Refused: bank ids that stand twice, a website outside the bank's domains, a union_id that names no union.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import Field

from collector.config.csv_source import DomainList, OptionalId, OptionalText, OptionalUrl, TextList, read_rows
from collector.config.fields import Entry, Id, Text
from collector.config.places import Located, Place
from collector.config.schema import checked, near
from collector.models import Bank
from collector.words import BankType

if TYPE_CHECKING:
    from pathlib import Path


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
    sources: Annotated[TextList, Field(min_length=1)]
    note: OptionalText


def load_banks(home: Path) -> tuple[Located[Bank], ...]:
    """All banks and unions in the order of the file. Raises ConfigError."""
    path = home / "config" / "banks.csv"
    banks: dict[str, Located[Bank]] = {}
    for row in read_rows(path, home, tuple(_BankRow.model_fields)):
        entry = checked(_BankRow, row.record, row.place)
        bank = Bank(**dict(entry))
        if bank.bank_id in banks:
            raise row.place.error(
                "bank_id", problem=f"{bank.bank_id!r} stands twice", fix="give each row its own id"
            )
        _check_domains(bank, row.place)
        banks[bank.bank_id] = Located(bank, row.place)
    for bank_row in banks.values():
        _check_union(bank_row, banks)
    return tuple(banks.values())


def _check_domains(bank: Bank, place: Place) -> None:
    if bank.website_url is None:
        return
    host = urlsplit(bank.website_url).hostname or ""
    if not any(host == domain or host.endswith(f".{domain}") for domain in bank.domains):
        raise place.error(
            "domains", problem=f"none of them holds the website's host {host!r}", fix=f"add {host}"
        )


def _check_union(row: Located[Bank], banks: dict[str, Located[Bank]]) -> None:
    union_id = row.record.union_id
    if union_id is None:
        return
    unions = [one.record.bank_id for one in banks.values() if one.record.type is BankType.UNION]
    if union_id not in unions:
        known = ", ".join(unions) or "none yet"
        problem = f"{union_id!r} is no union{near(union_id, unions)}"
        raise row.place.error("union_id", problem=problem, fix=f"use a row of type union ({known})")
    if row.record.type is BankType.UNION:
        raise row.place.error("union_id", problem="a union cannot be member of a union", fix="leave it empty")
