"""Texts of a declared row → typed attributes of a product.

Enters: what stands at a field's path. Leaves: percentages and amounts as decimals, days, closed words.
Refuses (UnknownValueError) a value outside its closed map and a day or number that is none; the attribute is
then not known, never guessed.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from collector.declared.records import RISK_LEVELS

if TYPE_CHECKING:
    from collector.declared.records import Field

_RISK = re.compile(r"^P?R([1-5])(?!\d)", re.IGNORECASE)
_RISK_STEP = re.compile(r"^([一二三四五])(?:级|星)")
_RISK_WORDS = {
    ("低", "谨慎型", "低风险"): "R1",
    ("中低", "较低", "稳健型", "中低风险", "较低风险"): "R2",
    ("中", "中等", "平衡型", "中风险", "中等风险"): "R3",
    ("中高", "较高", "进取型", "中高风险", "较高风险"): "R4",
    ("高", "激进型", "高风险"): "R5",
}
_RISKS = {word: level for words, level in _RISK_WORDS.items() for word in words}
_CURRENCIES = {
    **dict.fromkeys(("人民币", "CNY", "RMB", "156", "人民币(CNY)", "人民币元"), "CNY"),
    **dict.fromkeys(("美元", "USD", "840", "美元(USD)"), "USD"),
    **dict.fromkeys(("港币", "港元", "HKD", "344"), "HKD"),
    **dict.fromkeys(("欧元", "EUR", "978"), "EUR"),
    **dict.fromkeys(("英镑", "GBP", "826"), "GBP"),
    **dict.fromkeys(("日元", "JPY", "392"), "JPY"),
    **dict.fromkeys(("澳元", "澳大利亚元", "AUD", "036", "36"), "AUD"),
    **dict.fromkeys(("加元", "加拿大元", "CAD", "124"), "CAD"),
}
CURRENCY_CODES = frozenset(_CURRENCIES.values())
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_FOREIGN = re.compile(
    r"美元|美金|港[币元]|欧元|英镑|日元|澳元|加元|USD|HKD|EUR|GBP|JPY|AUD|CAD", re.IGNORECASE
)
_MAGNITUDES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_MAGNITUDE = re.compile(r"\s*(百万|千万|千|万|亿)")
_OTHER_UNIT = re.compile(r"\s*(?!RMB|CNY)[A-Za-z]")
_DAY = re.compile(r"(?<!\d)(?:(\d{4})|(\d{2}))[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_DAY_PACKED = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_TERM = re.compile(r"^\D{0,6}(\d{1,5})\s*(?:天|日)")
_CENTURY, _HIGHEST_PERCENT, _LARGEST_AMOUNT = 2000, 100, 10**12
_NONE = frozenset({"-", "--", "---", "—", "——", "无", "null", "None", "暂无"})


class UnknownValueError(Exception):
    """A text that the attribute cannot take; the text says why."""


def cut(field: Field, text: str | None) -> str | None:
    """The part of a text that the field's pattern cuts out; None where nothing is stated."""
    if text is None or text in _NONE:
        return None
    if field.pattern is None:
        return text
    match = re.search(field.pattern, text)
    return (match[1] or "").strip() or None if match else None


def mapped(field: Field, text: str) -> str:
    """The word that the closed map has for a text."""
    known = dict(field.values)
    if text not in known:
        raise UnknownValueError(f"{text!r} is not in the map of {field.attribute}")
    return known[text]


def risk_level(text: str) -> str:
    """R1 (lowest) to R5: R2(稳健型), PR3, 三级（中等）, 中低风险."""
    if match := _RISK.match(text):
        return f"R{match[1]}"
    if match := _RISK_STEP.match(text):
        return RISK_LEVELS["一二三四五".index(match[1])]
    level = _RISKS.get(text)
    if level is None:
        raise UnknownValueError(f"{text!r} is no risk level")
    return level


def currency_code(text: str) -> str:
    """Three letters of ISO 4217."""
    code = _CURRENCIES.get(text.upper())
    if code is None:
        raise UnknownValueError(f"{text!r} is no currency")
    return code


def amount_cny(text: str, unit: str | None) -> Decimal | None:
    """Yuan: ``5万元`` is 50000; a bare number is in ``unit`` (yuan where none). None in another currency."""
    if _FOREIGN.search(text):
        return None
    match = _NUMBER.search(text)
    if match is None or _OTHER_UNIT.match(text, match.end()):
        raise UnknownValueError(f"{text!r} is no amount")
    number = Decimal(match[0].replace(",", ""))
    said = _MAGNITUDE.match(text, match.end())
    if said:
        amount = number * _MAGNITUDES[said[1]]
    else:
        amount = number * (_MAGNITUDES["万"] if unit == "wan" and "元" not in text[match.end() :] else 1)
    if amount > _LARGEST_AMOUNT:
        raise UnknownValueError(f"{text!r} is no amount")
    return amount


def percentages(text: str, unit: str | None) -> tuple[Decimal, Decimal] | None:
    """Low and high of ``3.6%-3.8%``, ``业绩基准4.05%``, ``4.5000``; None for words without a number.

    ``unit: share`` says that bare numbers are shares (0.0405). A number beyond 100 % is refused.
    """
    marked = [match for match in _NUMBER.finditer(text) if text[match.end() :].lstrip()[:1] in {"%", "％"}]
    if marked:
        first = _before(text, marked[0].start()) if len(marked) == 1 else None
        numbers = [Decimal(first)] if first else []
        numbers += [Decimal(match[0].replace(",", "")) for match in marked]
    else:
        scale = 100 if unit == "share" else 1
        numbers = [Decimal(match[0].replace(",", "")) * scale for match in _bare(text)]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    if high > _HIGHEST_PERCENT:
        raise UnknownValueError(f"{text!r} is no yield")
    return low, high


def days(text: str) -> list[date]:
    """Days in a text, in their order: 2019-04-30, 16.01.12, 2017.09.11 00:00:00, 20190430, 2019年4月30日."""
    found = [(match.start(), _year(match), match[3], match[4]) for match in _DAY.finditer(text)]
    found += [(match.start(), int(match[1]), match[2], match[3]) for match in _DAY_PACKED.finditer(text)]
    try:
        return [date(year, int(month), int(day)) for _, year, month, day in sorted(found)]
    except ValueError:
        raise UnknownValueError(f"{text!r} holds no day") from None


def term_days(text: str) -> int | None:
    """Days of ``91天``; None for anything else (按日申赎, 31天-90天): months and ranges are not converted."""
    match = _TERM.match(text)
    return int(match[1]) if match and len(_NUMBER.findall(text)) == 1 else None


def _year(match: re.Match[str]) -> int:
    return int(match[1]) if match[1] else _CENTURY + int(match[2])


def _before(text: str, start: int) -> str | None:
    """The number in front of a range whose second one alone has the sign: ``3.6-3.8%``."""
    match = re.search(r"(\d+(?:\.\d+)?)\s*(?:-|~|～|—|至|到)\s*$", text[:start])
    return match[1] if match else None


def _bare(text: str) -> list[re.Match[str]]:
    """Numbers of a text that is nothing but one or two numbers; words around them make it no yield."""
    is_plain = re.fullmatch(r"[\d.,\s\-~～—至]+", text)
    return list(_NUMBER.finditer(text)) if is_plain else []
