"""How numbers and closed vocabularies are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.errors import ChecksFailedError
from collector.report.numbers import count_range, percent, percent_range, published, rank_number
from collector.report.records import CountRow
from collector.report.wording import (
    ANSWERS_ZH,
    BANK_TYPES_EN,
    BANK_TYPES_ZH,
    OUTCOMES_ZH,
    REASONS_ZH,
    REFRAINED_ZH,
    reason_zh,
    visit_zh,
)
from collector.words import REFRAINED_OUTCOMES, Answer, AnswerReason, BankType, Outcome, Refrained

SHARES = st.decimals(min_value=0, max_value=1, places=6)


def counts(n_present: int, n_unknown: int, n_items: int = 9) -> CountRow:
    return CountRow("cmb", "scenario", "any", n_present, n_unknown, n_items)


@given(SHARES)
def test_only_zero_and_one_read_as_zero_and_a_hundred(share: Decimal) -> None:
    text = percent(share)
    assert (text == "0\xa0%") == (share == 0)
    assert (text == "100\xa0%") == (share == 1)


@pytest.mark.parametrize(
    ("share", "text"),
    [("0.88", "88\xa0%"), ("0.885", "89\xa0%"), ("0.001", "<1\xa0%"), ("0.9999", ">99\xa0%")],
)
def test_shares_are_rounded_half_up_to_whole_percent(share: str, text: str) -> None:
    assert percent(Decimal(share)) == text


def test_share_that_is_not_known_reads_unknown() -> None:
    assert percent(None) == "未知"
    assert percent_range(None, Decimal(1)) == "未知"


def test_bounds_that_meet_are_one_number() -> None:
    assert percent_range(Decimal("0.5"), Decimal("0.50")) == "50\xa0%"


def test_published_lower_bound_is_not_printed_as_a_value() -> None:
    assert published(Decimal("0.5"), "over") == ">\xa050\xa0%"
    assert published(Decimal("0.5"), "exact") == "50\xa0%"
    assert published(None, None) == "—"


def test_count_is_plain_only_when_nothing_is_unknown() -> None:
    assert count_range(counts(5, 0)) == "5"
    assert count_range(counts(0, 0)) == "0"
    assert count_range(counts(5, 4)) == "5–9"
    assert count_range(counts(0, 9)) == "未知"
    assert count_range(None) == "未知"


def test_quartile_drops_idle_zeros_only() -> None:
    assert rank_number(Decimal("100.00")) == "100"
    assert rank_number(Decimal("25.50")) == "25.5"
    assert rank_number(None) == "—"


def test_every_word_of_the_vocabularies_has_chinese() -> None:
    assert set(OUTCOMES_ZH) == set(Outcome)
    assert set(BANK_TYPES_ZH) == set(BANK_TYPES_EN) == set(BankType)
    assert set(ANSWERS_ZH) == set(Answer)
    assert set(REASONS_ZH) == set(AnswerReason) - {AnswerReason.STATED_NOT_OFFERED}  # reasons of unknown
    assert set(REFRAINED_ZH) == {*Refrained, *REFRAINED_OUTCOMES}


def test_reason_names_the_outcome_behind_it() -> None:
    assert reason_zh("unreachable:dns_failed") == "网站未能访问：域名无法解析"
    assert reason_zh("app_page_unread") == "应用商店页面未读到"


@pytest.mark.parametrize("reason", ["mystery", "partial:mystery"])
def test_unknown_word_is_an_alarm(reason: str) -> None:
    with pytest.raises(ChecksFailedError, match="mystery"):
        reason_zh(reason)
    with pytest.raises(ChecksFailedError, match="mystery"):
        visit_zh("partial", "mystery")
