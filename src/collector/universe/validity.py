"""Whether a bank existed on a day, by its dates in config/banks.csv (days, months or years, inclusive)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from collector.models import Bank


def is_valid_on(bank: Bank, day: date) -> bool:
    """True from the first day of ``valid_from`` to the last of ``valid_until``; open ends have no limit.

    A period less precise than a day counts from its first to its last day: "2021" is the whole year.
    """
    text = day.isoformat()
    begins = bank.valid_from
    ends = bank.valid_until
    return (begins is None or begins <= text) and (ends is None or text[: len(ends)] <= ends)
