"""Rows of a declared source → offers with typed attributes, and what about them does not fit.

Enters: a source and its rows. Leaves: offers in the order of the reply and notes. Refuses rows without a
name; a value outside its closed map leaves that attribute unknown and a note behind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collector.declared.trees import MisfitError
from collector.declared.values import (
    UnknownValueError,
    amount_cny,
    currency_code,
    cut,
    days,
    mapped,
    percentages,
    risk_level,
    term_days,
)

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from collector.declared.forms import Rows
    from collector.declared.records import Field, ProductSource


@dataclass(frozen=True, slots=True)
class Offer:
    """One row; None is what the source does not state. Yields in percent a year, amounts in yuan."""

    name: str
    code: str | None = None
    term: str | None = None
    term_days: int | None = None
    risk_level: str | None = None
    min_amount_cny: Decimal | None = None
    yield_text: str | None = None
    yield_low_percent: Decimal | None = None
    yield_high_percent: Decimal | None = None
    currency: str | None = None
    sale_from_date: date | None = None
    sale_until_date: date | None = None
    sale_status: str | None = None
    launched_date: date | None = None


def read_offers(source: ProductSource, rows: Rows) -> tuple[tuple[Offer, ...], tuple[str, ...]]:
    """Offers of one reply, and a note per thing that does not fit, with the number of rows it touches."""
    offers: list[Offer] = []
    problems: Counter[str] = Counter()
    n_stated: Counter[str] = Counter()
    for row in rows.found:
        texts = _texts(source.fields, rows, row, problems)
        n_stated.update(texts.keys())
        name = texts.pop("name", None)
        if name is None:
            problems["no name"] += 1
            continue
        offers.append(make_offer(name, source.fields, texts, problems))
    if rows.found:
        for field in source.fields:
            if not n_stated[field.attribute]:
                problems[f"{field.attribute} stands nowhere at {field.path!r}"] = len(rows.found)
    return tuple(offers), tuple(f"{problem} ({n} rows)" for problem, n in sorted(problems.items()))


def _texts(fields: tuple[Field, ...], rows: Rows, row: Any, problems: Counter[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for field in fields:
        try:
            text = cut(field, rows.tree.value(row, field.path))
        except MisfitError as error:
            problems[str(error)] += 1
            continue
        if text is not None:
            texts[field.attribute] = text
    return texts


def make_offer(name: str, fields: tuple[Field, ...], texts: dict[str, str], problems: Counter[str]) -> Offer:
    """The offer that texts by attribute state; a text that is no value of its attribute is counted."""
    by_name = {field.attribute: field for field in fields}
    values: dict[str, Any] = {}
    for attribute, text in texts.items():
        try:
            values |= _values(by_name[attribute], text)
        except UnknownValueError as error:
            problems[str(error)] += 1
    if "currency" in texts and values.get("currency") != "CNY":
        values.pop("min_amount_cny", None)  # an amount in another currency is no amount in yuan
    return Offer(name=name, **values)


def _values(field: Field, text: str) -> dict[str, Any]:
    """Columns that one field fills."""
    word = mapped(field, text) if field.values else None
    match field.attribute:
        case "code":
            found: dict[str, Any] = {"code": text}
        case "term":
            found = {"term": word or text, "term_days": term_days(word or text)}
        case "risk":
            found = {"risk_level": word or risk_level(text)}
        case "currency":
            found = {"currency": word or currency_code(text)}
        case "status":
            found = {"sale_status": word}
        case "min_amount":
            found = {"min_amount_cny": amount_cny(text, field.unit)}
        case "launched":
            found = {"launched_date": _day(text)}
        case "sale_from" | "sale_until" | "sale_period":
            found = _sale(field.attribute, text)
        case _:
            found = _yield(field, text)
    return found


def _yield(field: Field, text: str) -> dict[str, Any]:
    found = percentages(text, field.unit)
    low, high = found or (None, None)
    if field.attribute == "yield_low":
        return {"yield_low_percent": low}
    if field.attribute == "yield_high":
        return {"yield_high_percent": high}
    return {"yield_text": text, "yield_low_percent": low, "yield_high_percent": high}


def _sale(attribute: str, text: str) -> dict[str, Any]:
    found = days(text)
    if attribute == "sale_period":
        if len(found) != 2:  # noqa: PLR2004  the first and the last day
            raise UnknownValueError(f"{text!r} is no period")
        return {"sale_from_date": found[0], "sale_until_date": found[1]}
    return {f"{attribute}_date": _day(text)}


def _day(text: str) -> date:
    found = days(text)
    if len(found) != 1:
        raise UnknownValueError(f"{text!r} is no day")
    return found[0]
