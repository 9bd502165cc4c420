"""What one saved list says: places in a list, devices by month, and the day or month it speaks of.

Enters and leaves nothing of its own; every reader of :mod:`collector.imports` makes these records.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from collector.errors import UsageError

if TYPE_CHECKING:
    from decimal import Decimal

_DAY, _MONTH = 3, 2
_PRECISIONS = {1: "year", _MONTH: "month", _DAY: "day"}
_MAX_MONTH = 12


@dataclass(frozen=True, slots=True)
class ListDate:
    """A day as far as it is known; of a month or a year ``day`` is the last one (as in published-2018.md)."""

    day: date
    precision: str

    @property
    def written(self) -> str:
        """The date as it was given: 2023, 2023-06 or 2023-06-30."""
        parts = {"year": 1, "month": _MONTH, "day": _DAY}[self.precision]
        return "-".join(self.day.isoformat().split("-")[:parts])


@dataclass(frozen=True, slots=True)
class Placed:
    """One app in a list: its rank, how deep the list was read, the store's code and, where given, names."""

    on: ListDate
    rank: int
    depth: int
    code: str
    app_name: str | None = None
    seller: str | None = None


@dataclass(frozen=True, slots=True)
class Devices:
    """One app's devices in one month (its first day), in 万; ``growth`` is percent as published."""

    month: date
    code: str
    app_name: str | None
    n_devices_wan: int
    overall_rank: int | None
    growth: Decimal | None


@dataclass(frozen=True, slots=True)
class Saved:
    """All that one file says of one list; ``warnings``: what in it is not known or does not fit."""

    form: str
    placed: tuple[Placed, ...]
    devices: tuple[Devices, ...]
    precision: str
    warnings: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[date, ...]:
        """Days and months that it speaks of, sorted."""
        return tuple(sorted({*(one.on.day for one in self.placed), *(one.month for one in self.devices)}))


def parse_date(text: str, subject: str) -> ListDate:
    """``2023``, ``2023-06`` or ``2023-06-30`` as a ListDate; UsageError for anything else.

    >>> parse_date("2023-06", "--date").day.isoformat()
    '2023-06-30'
    """
    parts = text.split("-")
    fault = UsageError(subject, f"{text!r} is no day, month or year", fix="write YYYY-MM-DD, YYYY-MM or YYYY")
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not all(part.isdigit() for part in parts):
        raise fault
    year, month, day = [int(part) for part in parts] + [None] * (_DAY - len(parts))
    try:
        month = _MAX_MONTH if month is None else month
        found = date(year or 0, month, day or calendar.monthrange(year or 0, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        raise fault from None
    return ListDate(found, _PRECISIONS[len(parts)])
