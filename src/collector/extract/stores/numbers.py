"""Counts and stars as app stores write them → numbers that keep how exact they are.

Enters: a value of a reply. Leaves: None where the store says nothing. Raises ValueError for a value that is
not understood: a guess would look like a count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collector.extract.stores.records import StarCounts

SATURATED = frozenset({2**31 - 1, 2**32 - 1, 2**63 - 1, 2**64 - 1})
"""Ends of counters: 2147483647 stood in OPPO's ``dlCount`` for 173.4 亿 downloads (2026)."""

_ABSENT = frozenset({"", "-", "--", "—", "暂无", "暂无数据", "null", "N/A"})
_UNITS = {"": 1, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_COUNT = re.compile(
    r"(?:(?:下载|安装|下载量|安装量|下载次数)[:：]?)?(?P<about>约|超过?)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>万亿|亿|万|千)?(?P<more>[+＋]|多|余|以上)?"
    r"(?:个|次|人)?(?:下载|安装|评分|评价|评论)?(?P<after>[+＋])?"
)
_MAX_CHARS = 64
_N_STARS = 5
_WHOLE = 0.01


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count; ``step`` is what its last digit is worth, 1 for an exact one.

    ``number`` is None where the counter is saturated. ``is_about``: the store says about, or more than.
    """

    number: int | None
    text: str
    step: int
    is_about: bool = False
    is_saturated: bool = False

    @property
    def is_rounded(self) -> bool:
        """True where the count itself may lie beside ``number``."""
        return self.step > 1 or self.is_about


def read_quantity(value: object) -> Quantity | None:
    """A count: 26240, "8931479944", "12 亿次", "1.2亿人安装", "下载:3.4万次", "10000+".

    >>> read_quantity("173.4 亿次").number
    17340000000
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"{value!r} is no count")
    text = str(value).strip()
    if text in _ABSENT:
        return None
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(f"{value!r} is no whole count")
    if isinstance(value, float):
        text = str(int(value))
    found = _COUNT.fullmatch("".join(text.split())) if len(text) <= _MAX_CHARS else None
    if found is None:
        raise ValueError(f"{text[:_MAX_CHARS]!r} is no count")
    digits = Decimal(found["digits"].replace(",", ""))
    unit = _UNITS[found["unit"] or ""]
    number = digits * unit
    if number != int(number):
        raise ValueError(f"{text!r} is no whole count")
    if unit == 1 and int(number) in SATURATED:
        return Quantity(None, text, 1, is_saturated=True)
    decimals = max(0, -cast("int", digits.as_tuple().exponent))
    about = bool(found["about"] or found["more"] or found["after"])
    return Quantity(int(number), text, max(1, unit // 10**decimals), is_about=about)


def whole(value: object) -> int | None:
    """An exact count or number, "10,000" and 26351.000000000004 too. ValueError for a rounded one."""
    if isinstance(value, float):
        if not isfinite(value) or abs(value - round(value)) > _WHOLE:
            raise ValueError(f"{value!r} is no whole number")
        return round(value)
    quantity = read_quantity(value)
    if quantity is not None and quantity.is_rounded:
        raise ValueError(f"{quantity.text!r} is rounded, an exact number is expected")
    return None if quantity is None else quantity.number


def read_rating(value: object) -> float | None:
    """A mean of 1 to 5 stars; 0 is how stores write that nobody has rated."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(f"{value!r} is no rating")
    rating = float(value)
    if rating == 0:
        return None
    if not 1 <= rating <= _N_STARS:
        raise ValueError(f"{value!r} is not between 1 and 5 stars")
    return rating


def half_stars(value: int) -> float | None:
    """Xiaomi's class ``star1-N``: N half stars; 0 where nobody has rated."""
    return read_rating(value / 2)


def stars_in_order(counts: Sequence[object], *, highest_first: bool) -> StarCounts:
    """Five counts in a list, 5★ first (Apple's app page) or 1★ first (Apple's old chart)."""
    if len(counts) != _N_STARS:
        raise ValueError(f"{len(counts)} star counts, expected 5")
    ordered = tuple(whole(count) for count in (reversed(counts) if highest_first else counts))
    if None in ordered:
        raise ValueError(f"a star count is missing in {list(counts)}")
    return cast("StarCounts", ordered)


def stars_by_name(
    counts: Mapping[str, object], names: Sequence[str] = ("1", "2", "3", "4", "5")
) -> StarCounts:
    """Five counts by name; ``names`` from 1★ to 5★."""
    if not isinstance(counts, dict):
        raise TypeError(f"{counts!r} is no set of star counts")
    return stars_in_order([counts.get(name) for name in names], highest_first=False)
