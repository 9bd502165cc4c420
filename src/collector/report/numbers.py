"""How numbers are written, once for pages, captions and figures. Unknown is never written as 0."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.report.records import CountRow, ShareRow

SPACE = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
UNKNOWN_ZH = "未知"


def whole_percent(share: Decimal) -> str:
    """A share as whole percent without its sign; only 0 and 1 themselves read 0 and 100.

    >>> whole_percent(Decimal("0.885")), whole_percent(Decimal("0.999")), whole_percent(Decimal("0.001"))
    ('89', '>99', '<1')
    """
    rounded = (share * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if rounded == 0 and share > 0:
        return "<1"
    if rounded == 100 and share < 1:  # noqa: PLR2004 - a hundred percent
        return ">99"
    return str(rounded)


def percent(share: Decimal | None) -> str:
    """``88 %``, or 未知 for a share that is not known."""
    return UNKNOWN_ZH if share is None else f"{whole_percent(share)}{SPACE}%"


def percent_range(low: Decimal | None, high: Decimal | None) -> str:
    """``56–88 %``; one number where both ends are the same; 未知 where an end is not known."""
    if low is None or high is None:
        return UNKNOWN_ZH
    if low == high:
        return percent(low)
    return f"{whole_percent(low)}{DASH}{whole_percent(high)}{SPACE}%"


def determined(row: ShareRow) -> str:
    """``22/25``: banks that offer it of the banks with an answer."""
    return f"{row.n_present}/{row.n_present + row.n_absent}"


def published(share: Decimal | None, qualifier: str | None) -> str:
    """The 2018 value as printed: ``88 %``, ``> 50 %`` where it only says more than, a dash where none."""
    if share is None:
        return "—"
    return f">{SPACE}{percent(share)}" if is_lower_bound(qualifier) else percent(share)


def is_lower_bound(qualifier: str | None) -> bool:
    """Whether the published value is only a bound that the true value lies above."""
    return qualifier == "over"


def count_range(row: CountRow | None) -> str:
    """How many items a bank offers: ``12``, ``5–9`` when some answers are unknown, 未知 when all are."""
    if row is None or row.n_unknown == row.n_items:
        return UNKNOWN_ZH
    if row.n_unknown == 0:
        return str(row.n_present)
    return f"{row.n_present}{DASH}{row.n_present + row.n_unknown}"


def rank_number(rank: Decimal | None) -> str:
    """A rank or quartile of ranks without idle zeros; a dash where no bank is listed."""
    if rank is None:
        return "—"
    return f"{Decimal(rank).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP).normalize():f}"


def count(number: int | None) -> str:
    """A plain count, 未知 where it is not known."""
    return UNKNOWN_ZH if number is None else str(number)
