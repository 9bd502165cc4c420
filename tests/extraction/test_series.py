"""Issue marks are folded off a product's name so that it can be put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.extract.products.series import fold, unfold


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
        ("财富稳利63天", "财富稳利", "63天"),
        ("财富稳利91天型", "财富稳利", "91天型"),
        ("2026第3期月月盈368天", "月月盈", "2026第3期…368天"),
        ("月月盈三个月", "月月盈", "三个月"),
        ("月月盈（三年）", "月月盈", "（三年）"),
        ("月月盈五年期", "月月盈", "五年期"),
        ("稳利两年封闭98号D", "稳利两年封闭98号", "D"),
        ("稳健六个月持有期136号", "稳健六个月持有期136号", None),
        ("天天盈", "天天盈", None),
        ("日日升", "日日升", None),
        ("步步高1年", "步步高1年", None),
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
    "63天",
    "三个月",
    "B",
    "）",
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
