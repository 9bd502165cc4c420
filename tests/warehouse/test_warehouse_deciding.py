"""How mentions become answers: each bank of the weighed wave is one rule of decision 18."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from weighed_wave import SAID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built

Answers = dict[str, tuple[str, str | None]]
PRESENT, ABSENT, STATED = ("present", None), ("absent", None), ("absent", "stated_not_offered")
WEAK, CONTRADICTED, UNREAD = (
    ("unknown", "weak_evidence"),
    ("unknown", "contradicted"),
    ("unknown", "partial:timeout"),
)


@pytest.fixture
def warehouse(weighed: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(weighed.result.path), read_only=True) as connection:
        yield connection


def read_answers(warehouse: duckdb.DuckDBPyConnection, channel: str, item: str = "water") -> Answers:
    rows = warehouse.execute(
        "select bank_id, answer, reason from fct_observation where item_id = ? and channel_id = ?",
        [item, channel],
    ).fetchall()
    return {bank: (answer, reason) for bank, answer, reason in rows}


EXPECTED: Answers = {
    "one_strong": PRESENT,
    "one_weak": WEAK,
    "two_weak": PRESENT,
    "two_weak_one_page": WEAK,
    "hidden_only": WEAK,
    "hidden_beside_weak": PRESENT,
    "notice_only": WEAK,  # however many notices
    "error_page_only": ABSENT,  # such a page says nothing, and the site was read
    "stopped_since": STATED,
    "stopped_long_ago": PRESENT,
    "offered_again": PRESENT,
    "announced_then_offered": PRESENT,
    "both_undated": CONTRADICTED,
    "undated_notice": PRESENT,
    "narrower_denial": PRESENT,
    "stopped_in_app": STATED,
    "stopped_at_all": STATED,
    "unsure_denial": PRESENT,
    "denied_unread": STATED,
    "denied_at_all_unread": STATED,
    "denied_long_ago_unread": UNREAD,
    "announced_unread": UNREAD,
    "line": ABSENT,  # nothing is said about water
    "nothing": ABSENT,
}
"""Water through the mobile bank, of which the sentences speak."""


@pytest.mark.parametrize("bank", SAID)
def test_a_rule_decides_its_bank(warehouse: duckdb.DuckDBPyConnection, bank: str) -> None:
    assert read_answers(warehouse, "mobile_bank")[bank] == EXPECTED[bank]


def test_any_channel_follows_the_offers_that_stand(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = read_answers(warehouse, "any")
    differing = {bank: answer for bank, answer in found.items() if answer != EXPECTED[bank]}
    assert differing == {
        # the only offers were the app's and are overruled; the rest of the site was read and says nothing
        "stopped_since": ABSENT,
        "stopped_in_app": PRESENT,  # the web bank still does
        "denied_unread": UNREAD,  # another channel may
    }
    assert read_answers(warehouse, "web_bank")["stopped_in_app"] == PRESENT


def test_a_denial_without_a_channel_speaks_for_all(warehouse: duckdb.DuckDBPyConnection) -> None:
    for channel in ("any", "web_bank", "mobile_bank", "wechat_bank"):
        found = read_answers(warehouse, channel)
        assert found["stopped_at_all"] == found["denied_at_all_unread"] == STATED
    assert read_answers(warehouse, "wechat_bank")["denied_unread"] == UNREAD


def test_a_denial_about_a_line_is_listed_and_decides_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert read_answers(warehouse, "mobile_bank", "loan")["line"] == PRESENT


def test_every_conflict_is_listed_with_both_sides_and_its_rule(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, channel_id, resolution, rule, offer_date, denial_date from review_conflict "
        "where channel_id = 'mobile_bank' or bank_id = 'stopped_at_all'"
    ).fetchall()
    may, october = date(2018, 5, 20), date(2018, 10, 20)
    assert sorted(rows) == [
        ("announced_then_offered", "mobile_bank", "offered", "announcement_fulfilled", None, october),
        ("both_undated", "mobile_bank", "undecided", "none", None, None),
        ("line", "mobile_bank", "offered", "kind_not_denied", None, may),
        ("narrower_denial", "mobile_bank", "offered", "outnumbered", None, may),
        ("offered_again", "mobile_bank", "offered", "later", date(2018, 8, 1), may),
        ("stopped_at_all", "any", "denied", "later", None, may),
        ("stopped_in_app", "mobile_bank", "denied", "later", None, may),
        ("stopped_long_ago", "mobile_bank", "offered", "later", None, date(2015, 5, 20)),
        ("stopped_since", "mobile_bank", "denied", "later", None, may),
        ("undated_notice", "mobile_bank", "offered", "page_kind", None, None),
    ]
    n_listed = warehouse.execute("select count(*) from review_conflict").fetchone()
    assert n_listed == (len(rows),)
    sides = warehouse.execute(
        "select offer_sentence, offer_url, denial_sentence, denial_url, denial_page_kind "
        "from review_conflict where bank_id = 'stopped_since'"
    ).fetchall()
    assert sides == [
        (
            *("stopped_since 0", "https://www.stopped_since.test/"),
            *("stopped_since 1", "https://www.stopped_since.test/3", "notice"),
        )
    ]


def test_what_is_below_the_thresholds_names_its_best_sentence(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, n_mentions, best_mention_id from fct_observation "
        "where reason = 'weak_evidence' and channel_id = 'mobile_bank' and item_kind = 'scenario'"
    ).fetchall()
    assert sorted(rows) == [
        ("hidden_only", 1, "hidden_only:0"),
        ("notice_only", 2, "notice_only:0"),
        ("one_weak", 1, "one_weak:0"),
        ("two_weak_one_page", 2, "two_weak_one_page:0"),
    ]
