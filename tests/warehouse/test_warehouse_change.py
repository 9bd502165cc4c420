"""Two and three tiny waves, each cause of change in one bank; the numbers are counted in the comments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tiny_waves import ask

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (
    "from_value, to_value, reading_change, universe_change, review_change, coverage_change, source_change, "
    "reading_basis"
)


def parts(file: Path, pair: tuple[str, str], item: str, segment: str = "all") -> tuple[Any, ...]:
    query = (
        f"select {PARTS} from wave_change where from_wave = ? and wave = ? and item_id = ? "
        "and channel_id = 'web_bank' and segment = ?"
    )
    (found,) = ask(file, query, *pair, item, segment)
    return tuple(
        None if value is None else value if isinstance(value, str) else float(value) for value in found
    )


def test_parts_without_a_restatement(three: Path) -> None:
    # one: aaa of aaa, bbb, ddd, hhh, iii              1/5
    # universe: eee (unknown) and iii (absent) left    1/4
    # review: ddd present                              2/4
    # coverage: ccc absent                             2/5
    # source: aaa lost, hhh gained                     2/5
    expected = (0.2, 0.4, None, 0.05, 0.25, -0.1, 0.0, "not_separable")
    assert parts(three, ("one", "two"), "loan") == expected


def test_a_restatement_takes_the_part_of_reading_out_of_the_source(restated: Path) -> None:
    # reading: hhh was present all along               2/5
    # universe: iii left                               2/4
    # review: ddd present                              3/4
    # coverage: ccc absent                             3/5
    # source: aaa lost                                 2/5
    expected = (0.2, 0.4, 0.2, 0.1, 0.25, -0.15, -0.2, "restated")
    assert parts(restated, ("one", "two"), "loan") == expected
    assert parts(restated, ("one", "one_restated"), "loan") == (0.2, 0.4, 0.2, 0, 0, 0, 0, "restated")


def test_a_merger_is_a_change_of_the_universe(three: Path) -> None:
    # two: bbb of aaa, bbb, ccc, ddd, hhh              1/5
    # universe: ddd (absent) and fff (unknown) are nnn (unknown)  1/4
    # coverage: nnn absent                             1/5
    expected = (0.2, 0.2, None, 0.05, 0.0, -0.05, 0.0, "not_separable")
    assert parts(three, ("two", "three"), "deposit") == expected
    # rural banks: ddd 0/1, nnn unknown, nnn 0/1
    assert parts(three, ("two", "three"), "deposit", "rural") == (0, 0, None, 0, 0, 0, 0, "not_separable")


COUNTS = (
    "n_banks_from, n_banks_to, n_matched, n_left, n_entered, n_both_known, n_gained, n_lost, "
    "n_stayed_present, n_stayed_absent, n_became_known, n_became_unknown, n_stayed_unknown"
)


@pytest.mark.parametrize(
    ("pair", "item", "segment", "counts"),
    [
        # gained ddd hhh, lost aaa, absent bbb; known ccc; unknown fff ggg
        (("one", "two"), "loan", "all", (9, 7, 7, 2, 0, 4, 2, 1, 0, 1, 1, 0, 2)),
        # bbb hhh, known ccc; eee went into bbb, which stood already
        (("one", "two"), "loan", "city", (4, 3, 3, 1, 0, 2, 1, 0, 0, 1, 1, 0, 0)),
        # iii left
        (("one", "two"), "loan", "joint_stock", (2, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0)),
        # two banks became one, which is matched
        (("two", "three"), "deposit", "rural", (2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0)),
        (("two", "three"), "deposit", "all", (7, 6, 6, 0, 0, 4, 0, 0, 1, 3, 1, 0, 1)),
    ],
)
def test_matched_banks_are_counted(
    three: Path, pair: tuple[str, str], item: str, segment: str, counts: tuple[int, ...]
) -> None:
    query = (
        f"select {COUNTS} from wave_change where from_wave = ? and wave = ? and item_id = ? "
        "and channel_id = 'web_bank' and segment = ?"
    )
    assert ask(three, query, *pair, item, segment) == [counts]


def test_the_share_of_matched_banks_and_its_test(three: Path) -> None:
    query = (
        "select matched_change, mcnemar_p from wave_change where from_wave = 'one' and wave = 'two' "
        "and item_id = 'loan' and channel_id = 'web_bank' and segment = ?"
    )
    # 2 gained, 1 lost of 4: p = 2 * (1 + 3) / 8 = 1; city: 1 gained of 2: p = 2 * 1 / 2 = 1
    assert ask(three, query, "all") == [(Decimal("0.25"), Decimal(1))]
    assert ask(three, query, "city") == [(Decimal("0.5"), Decimal(1))]
    assert ask(three, query, "private") == [(None, None)]


CHANGES = (
    "select bank_id, step, cause, from_answer, to_answer, from_evidence_wave, from_mention_id, "
    "to_evidence_wave, to_mention_id from bank_change where from_wave = ? and wave = ? and item_id = ? "
    "and channel_id = 'web_bank' order by bank_id, step"
)


def test_every_change_of_a_bank_has_its_cause_and_sentences(three: Path) -> None:
    assert ask(three, CHANGES, "one", "two", "loan") == [
        ("aaa", 3, "source", "present", "absent", "one", "m3", "two", None),
        ("ccc", 3, "coverage", "unknown", "absent", "one", None, "two", None),
        ("ddd", 3, "review", "absent", "present", "one", None, "two", None),
        ("hhh", 3, "source", "absent", "present", "one", None, "two", "m20"),
        ("iii", 2, "universe", "absent", None, "one", None, None, None),
    ]


def test_what_reading_found_is_no_change_of_the_source(restated: Path) -> None:
    changes = {row[0]: row[1:] for row in ask(restated, CHANGES, "one", "two", "loan")}
    assert changes["hhh"] == (1, "reading", "absent", "present", "one", None, "one_restated", "m20")
    assert changes["aaa"][:2] == (3, "source")
    assert changes["aaa"][4:6] == ("one_restated", "m3")


def test_banks_that_merge_leave_and_their_successor_enters(three: Path) -> None:
    assert ask(three, CHANGES, "two", "three", "deposit") == [
        ("ddd", 2, "universe", "absent", None, "two", None, None, None),
        ("nnn", 3, "coverage", "unknown", "absent", "two", None, "three", None),
    ]
    query = (
        "select from_wave, wave, from_bank_id, bank_id, change from universe_change "
        "order by from_wave, from_bank_id"
    )
    assert ask(three, query) == [
        ("one", "two", "eee", "bbb", "absorbed"),
        ("one", "two", "iii", None, "left"),
        ("two", "three", "ddd", "nnn", "merged"),
        ("two", "three", "fff", "nnn", "merged"),
    ]


def test_a_decision_shows_in_its_own_wave_only(three: Path) -> None:
    query = (
        "select wave, answer, reason, is_reviewed from fct_observation where bank_id = 'ddd' "
        "and item_id = 'loan' and channel_id = 'web_bank' order by wave"
    )
    assert ask(three, query) == [
        ("one", "absent", None, False),
        ("two", "present", "reviewed", True),
    ]
    register = "select wave, bank_id, answer, computed_answer, is_applied, reviewer from review_decision"
    assert ask(three, register) == [("two", "ddd", "present", "absent", True, "AB")]


def test_waves_are_paired_with_the_one_before_and_with_their_restatement(three: Path, restated: Path) -> None:
    query = "select distinct from_wave, wave, pair_kind from wave_change order by all"
    next_ones = [("one", "two", "next_wave"), ("two", "three", "next_wave")]
    assert ask(three, query) == next_ones
    assert ask(restated, query) == [("one", "one_restated", "restatement"), *next_ones]
