"""Texts become typed values or are refused; what is not stated stays unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.declared.records import Field
from collector.declared.values import (
    UnknownValueError,
    amount_cny,
    currency_code,
    cut,
    days,
    percentages,
    risk_level,
    term_days,
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("R2(稳健型)", "R2"),
        ("PR3", "R3"),
        ("r1", "R1"),
        ("一级（低）", "R1"),
        ("五级", "R5"),
        ("中高风险", "R4"),
        ("较低", "R2"),
    ],
)
def test_risk_levels(text: str, level: str) -> None:
    assert risk_level(text) == level


@pytest.mark.parametrize("text", ["R6", "R12", "B", "2", "不详"])
def test_no_risk_level_is_guessed(text: str) -> None:
    with pytest.raises(UnknownValueError):
        risk_level(text)


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("10000.00", None, "10000"),
        ("5万元", None, "50000"),
        ("5", "wan", "50000"),
        ("50000元", "wan", "50000"),
        ("1,000,000", None, "1000000"),
        ("1亿", None, "100000000"),
        ("1千万元", None, "10000000"),
        ("0.01元起购", None, "0.01"),
    ],
)
def test_amounts_in_yuan(text: str, unit: str | None, amount: str) -> None:
    assert amount_cny(text, unit) == Decimal(amount)


def test_an_amount_of_dollars_is_not_known_in_yuan() -> None:
    assert amount_cny("2000美元", None) is None
    with pytest.raises(UnknownValueError):
        amount_cny("面议", None)
    with pytest.raises(UnknownValueError):
        amount_cny("9" * 20, None)
    with pytest.raises(UnknownValueError):
        amount_cny("6kw+", None)


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("业绩基准4.05%", None, "4.05", "4.05"),
        ("3.6%-3.8%", None, "3.6", "3.8"),
        ("3.6-3.8%", None, "3.6", "3.8"),
        ("3.8%～3.6%", None, "3.6", "3.8"),
        ("4.5000", None, "4.5", "4.5"),
        ("0.0405", "share", "4.05", "4.05"),
        ("近7日年化2.1%", None, "2.1", "2.1"),
    ],
)
def test_yields_in_percent(text: str, unit: str | None, low: str, high: str) -> None:
    assert percentages(text, unit) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["浮动收益", "中证500指数涨幅", "T+1"])
def test_words_are_no_yield(text: str) -> None:
    assert percentages(text, None) is None


def test_a_yield_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(UnknownValueError):
        percentages("50000", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019-04-30", [date(2019, 4, 30)]),
        ("16.01.12-16.01.18", [date(2016, 1, 12), date(2016, 1, 18)]),
        ("2017.09.11 00:00:00", [date(2017, 9, 11)]),
        ("20190430", [date(2019, 4, 30)]),
        ("2019年4月3日至2019年4月9日", [date(2019, 4, 3), date(2019, 4, 9)]),
        ("2016-01-04-2016-01-06", [date(2016, 1, 4), date(2016, 1, 6)]),
        ("长期", []),
    ],
)
def test_days(text: str, found: list[date]) -> None:
    assert days(text) == found


def test_a_day_that_the_calendar_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownValueError):
        days("2019-02-30")


@pytest.mark.parametrize(
    ("text", "n"),
    [("91天", 91), ("最低持有7天", 7), ("31天-90天（含）", None), ("3个月", None), ("按日申赎", None)],
)
def test_terms_in_days(text: str, n: int | None) -> None:
    assert term_days(text) == n


def test_currencies() -> None:
    assert [currency_code(text) for text in ("人民币(CNY)", "usd", "156")] == ["CNY", "USD", "CNY"]
    with pytest.raises(UnknownValueError):
        currency_code("01")


def test_dashes_state_nothing_and_a_pattern_cuts() -> None:
    assert cut(Field("code", "x"), "--") is None
    assert cut(Field("code", "x", pattern="code=(\\w+)"), "a?code=B1&c") == "B1"
    assert cut(Field("code", "x", pattern="code=(\\w+)"), "a?c") is None


@given(st.text(max_size=40))
def test_a_yield_is_ordered_and_nothing_crashes(text: str) -> None:
    try:
        found = percentages(text, None)
        days(text)
        amount_cny(text, "wan")
    except UnknownValueError:
        return
    assert found is None or found[0] <= found[1]
