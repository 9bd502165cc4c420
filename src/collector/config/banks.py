"""config/banks.csv: the universe, one row per bank or union.

Refused: bank ids, legal names or institution codes that stand twice, a website outside the bank's domains, a
domain of two banks that share no union, a union_id that names no union, a succession that is incomplete,
leads nowhere or in a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from collector.config.bank_checks import domains_of_two, misplaced, named_twice, succession_amiss, union_amiss
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
from collector.config.places import Located
from collector.config.schema import checked
from collector.errors import ConfigError, raise_all
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
    valid_from: OptionalPeriod
    valid_until: OptionalPeriod
    successor_id: OptionalId
    succession_kind: Annotated[
        Literal["renamed", "merged", "absorbed"] | None, BeforeValidator(lambda cell: cell or None)
    ]
    sources: Annotated[TextList, Field(min_length=1)]
    note: OptionalText


def load_banks(home: Path) -> tuple[Located[Bank], ...]:
    """All banks and unions in the order of the file. Raises ConfigError with all that is wrong in it."""
    path = home / "config" / "banks.csv"
    banks: dict[str, Located[Bank]] = {}
    taken: dict[tuple[str, str], int] = {}
    errors: list[ConfigError] = []
    for row in read_rows(path, home, tuple(_BankRow.model_fields)):
        try:
            bank = Bank(**dict(checked(_BankRow, row.record, row.place)))
        except ConfigError as error:
            errors.append(error)
            continue
        errors += [*named_twice(bank, row.place, taken), *misplaced(bank, row.place)]
        banks.setdefault(bank.bank_id, Located(bank, row.place))
    raise_all(errors)  # what rows say of each other can be judged once each says something by itself
    errors += domains_of_two(banks)
    for one in banks.values():
        errors += [*union_amiss(one, banks), *succession_amiss(one, banks)]
    raise_all(errors)
    return tuple(banks.values())
