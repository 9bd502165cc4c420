"""What a comparison with a regulator's list leaves: findings for review, and counts of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from collector.models import Bank
    from collector.universe.mergers import MaybeMerged
    from collector.universe.regulator_list import ListedInstitution
    from collector.words import BankType

_CHANGES = ("renamed", "recoded", "retyped", "unexpected", "english_changed")


@dataclass(frozen=True, slots=True)
class NewInstitution:
    """A listed institution that is none of ours, with the cells of config/banks.csv that follow from it.

    The id is a person's choice (decision 9); ``province`` follows from the division in the code.
    """

    listed: ListedInstitution
    short_name_zh: str
    type: BankType
    province: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A bank of ours that the list gives otherwise; ``ours`` is None where we do not know it."""

    bank: Bank
    listed: ListedInstitution
    ours: str | None
    theirs: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list says otherwise than config/banks.csv on ``as_of``.

    ``recoded`` banks were found by legal name, all others by code. ``unexpected`` are listed though our row
    says that they ended before or began after. ``n_unchanged`` counts banks whose code, legal name and type
    agree (the English name may differ). Left out and counted: ``n_without_code`` banks of that day without a
    code, ``n_other_time`` banks that ended by then (as far as it is known) or began later. ``n_out_of_scope``
    counts listed institutions of kinds that are not surveyed, by the list's word.
    """

    as_of: date
    new: tuple[NewInstitution, ...]
    gone: tuple[Bank, ...]
    renamed: tuple[Changed, ...]
    recoded: tuple[Changed, ...]
    retyped: tuple[Changed, ...]
    unexpected: tuple[Changed, ...]
    english_changed: tuple[Changed, ...]
    maybe_merged: tuple[MaybeMerged, ...]
    n_unchanged: int
    n_without_code: int
    n_other_time: int
    n_out_of_scope: tuple[tuple[str, int], ...]

    @property
    def changes(self) -> tuple[tuple[str, tuple[Changed, ...]], ...]:
        """The findings about banks that are both ours and listed, by the name of the finding."""
        return tuple((name, getattr(self, name)) for name in _CHANGES)

    @property
    def is_empty(self) -> bool:
        """True where the list says nothing otherwise."""
        return not (self.new or self.gone or any(found for _, found in self.changes))
