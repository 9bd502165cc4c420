"""Counts, stars and ratings keep what the store wrote and how exact it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.extract.stores.numbers import (
    half_stars,
    read_quantity,
    read_rating,
    stars_by_name,
    stars_in_order,
    whole,
)


@pytest.mark.parametrize(
    ("value", "number", "step"),
    [
        ("173.4 亿次", 17_340_000_000, 10_000_000),
        ("12 亿次", 1_200_000_000, 100_000_000),
        ("1.2亿人安装", 120_000_000, 10_000_000),
        ("下载:3.4万次", 34_000, 1_000),
        ("下载：3.4万次", 34_000, 1_000),
        ("9999万次下载", 99_990_000, 10_000),
        ("3千次", 3_000, 1_000),
        ("1.25万亿", 1_250_000_000_000, 10_000_000_000),
        ("8931479944", 8_931_479_944, 1),
        ("1,234,567 次", 1_234_567, 1),
        (26240, 26_240, 1),
        ("0", 0, 1),
    ],
)
def test_units_become_numbers_and_the_last_digit_says_how_exact(value, number, step):
    quantity = read_quantity(value)
    assert (quantity.number, quantity.step, quantity.text) == (number, step, str(value).strip())
    assert quantity.is_rounded is (step > 1)


@pytest.mark.parametrize("text", ["10000+", "10000＋次下载", "超过10000次", "1000多次", "约3000次", "50万+"])
def test_more_than_is_a_rounded_count(text):
    quantity = read_quantity(text)
    assert quantity.is_rounded
    assert quantity.number in {10_000, 1_000, 3_000, 500_000}


@pytest.mark.parametrize("value", [None, "", "  ", "-", "--", "暂无"])
def test_absent_is_none_and_never_zero(value):
    assert read_quantity(value) is None
    assert whole(value) is None


@pytest.mark.parametrize("value", [2_147_483_647, "2147483647", 4_294_967_295, 9_223_372_036_854_775_807])
def test_a_saturated_counter_has_no_number(value):
    quantity = read_quantity(value)
    assert (quantity.number, quantity.is_saturated, quantity.text) == (None, True, str(value))


def test_one_below_the_end_of_the_counter_is_a_count():
    assert read_quantity(2_147_483_646).number == 2_147_483_646


@pytest.mark.parametrize(
    "value", ["很多", "3.4.5万", "-5", "1.5次", "12亿3万", "1,23万", "万", 1.5, float("nan"), "9" * 65]
)
def test_a_text_that_is_not_understood_is_no_guess(value):
    with pytest.raises(ValueError, match=r"no (whole )?count"):
        read_quantity(value)


@pytest.mark.parametrize("value", [True, ["1"], {"n": 1}])
def test_another_type_is_refused(value):
    with pytest.raises(TypeError):
        read_quantity(value)


@given(st.integers(0, 99_999), st.integers(0, 3), st.sampled_from(["万", "亿"]), st.sampled_from(["", " "]))
def test_a_rounded_count_lies_within_its_step_of_the_true_one(digits, decimals, unit, blank):
    worth = {"万": 10_000, "亿": 100_000_000}[unit]
    shown = f"{digits // 10**decimals}.{digits % 10**decimals:0{decimals}d}" if decimals else str(digits)
    quantity = read_quantity(f"{shown}{blank}{unit}次")
    assert quantity.step == worth // 10**decimals
    assert quantity.number == digits * quantity.step


@given(st.integers(0, 10**15))
def test_an_exact_count_is_read_alike_as_number_digits_and_with_commas(count):
    forms = [count, str(count), f"{count:,}", f" {count}次 "]
    found = {(one.number, one.is_rounded, one.is_saturated) for one in map(read_quantity, forms)}
    assert len(found) == 1
    assert found <= {(count, False, False), (None, False, True)}


@given(st.text(max_size=30))
def test_any_text_is_a_count_absent_or_refused(text):
    try:
        quantity = read_quantity(text)
    except ValueError:
        return
    if quantity is None:
        return
    assert re.search(r"\d", text)
    assert quantity.number is None or quantity.number >= 0


def test_whole_numbers_come_out_of_floats_that_nearly_are():
    assert whole(26351.000000000004) == 26351
    for value in (26351.4, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="no whole number"):
            whole(value)
    with pytest.raises(ValueError, match="rounded"):
        whole("3.4万")


def test_stars_of_all_orders_end_up_lowest_first():
    lowest_first = (126_602, 26_351, 71_482, 160_035, 1_046_398)
    assert stars_in_order([1_046_398, 160_035, 71_482, 26351.000000000004, 126_602], highest_first=True) == (
        lowest_first
    )
    assert stars_in_order(list(lowest_first), highest_first=False) == lowest_first
    by_key = {"5": "1046398", "1": "126602", "3": "71482", "2": "26351", "4": "160035"}
    assert stars_by_name(by_key) == lowest_first
    names = ("oneStar", "twoStar", "threeStar", "fourStar", "fiveStar")
    named = dict(zip(reversed(names), reversed(lowest_first), strict=True))
    assert stars_by_name(named, names) == lowest_first


@pytest.mark.parametrize(
    "counts", [[1, 2, 3, 4], [1, 2, 3, 4, None], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, "1万"]]
)
def test_five_exact_star_counts_or_none(counts):
    with pytest.raises(ValueError, match=r"star count|rounded"):
        stars_in_order(counts, highest_first=False)


@given(st.lists(st.integers(0, 10**9 - 1), min_size=5, max_size=5))
def test_turning_the_order_round_turns_the_counts_round(counts):
    up, down = (stars_in_order(counts, highest_first=highest) for highest in (False, True))
    assert up == tuple(reversed(down)) == tuple(counts)


def test_xiaomis_class_counts_half_stars():
    assert half_stars(8) == 4.0
    assert half_stars(0) is None
    with pytest.raises(ValueError, match="between 1 and 5"):
        half_stars(12)


@pytest.mark.parametrize(("value", "rating"), [(4.4, 4.4), ("3.5", 3.5), (0, None), (None, None), ("", None)])
def test_a_rating_of_nobody_is_none(value, rating):
    assert read_rating(value) == rating
