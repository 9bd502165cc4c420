"""Issue marks are folded off a product's name so that it can be put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.extract.series import fold, unfold


@pytest.mark.parametrize(
    ("name", "series", "issue"),
    [
        ("稳健添利第12期", "稳健添利", "第12期"),
        ("稳健添利2026年第3期", "稳健添利", "2026年第3期"),
        ("稳健添利2026-031", "稳健添利", "2026-031"),
        ("稳健添利第十二期", "稳健添利", "第十二期"),
        ("月月盈A款", "月月盈", "A款"),
        ("月月盈（三个月）", "月月盈", "（三个月）"),
        ("月月盈第2期B款（90天）", "月月盈", "第2期B款（90天）"),
        ("2018年第3期万利通", "万利通", "2018年第3期…"),
        ("2018年万利通第1期", "万利通", "2018年…第1期"),
        ("如意人生1号", "如意人生1号", None),
        ("阳光易贷", "阳光易贷", None),
        ("第12期", "第12期", None),
    ],
)
def test_issue_marks_are_folded(name, series, issue):
    assert fold(name) == (series, issue)


PIECES = [
    "稳健",
    "添利",
    "第12期",
    "2026-031",
    "2018年",
    "A款",
    "（三个月）",
    "易贷",
    "1号",
    "…",
    "-",
    "20260101",
]
NAMES = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(PIECES), max_size=6).map("".join))


@given(NAMES)
def test_folding_loses_nothing(name):
    assert unfold(*fold(name)) == name


@given(NAMES)
def test_a_series_is_not_folded_again(name):
    series, _ = fold(name)
    assert fold(series)[0] == series
