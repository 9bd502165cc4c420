"""What the statistics say equals the facts that the sample web was generated from.

Every expected value comes from :mod:`collector.sample.truth`, which reads the facts and never a page, an
archive or the warehouse; counts over banks are taken here, in Python, independently of the SQL.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from collector.sample.truth import (
    OBSERVED_CHANNELS,
    expected_answers,
    expected_products,
    expected_ranks,
    sample_wave,
)
from collector.words import ANY_CHANNEL, SEGMENTS, Answer, AnswerReason, ItemKind

if TYPE_CHECKING:
    from collector.models import Config
    from tests.end_to_end.survey import Survey

WALLED, DEAD, IN_MAINTENANCE = "citic", "xacb", "tlcb"


def test_every_answer_equals_the_facts(survey: Survey, config: Config) -> None:
    expected = {
        (bank, str(kind), item, channel): str(answer.answer)
        for (bank, kind, item, channel), answer in expected_answers(config).items()
    }
    observed = {
        tuple(row[:4]): row[4]
        for row in survey.rows(
            "select bank_id, item_kind, item_id, channel_id, answer from fct_observation "
            "where wave = 'sample' and item_kind not in ('service_channel', 'technology')"
        )
    }
    assert set(observed) == set(expected)
    wrong = {key: (observed[key], want) for key, want in expected.items() if observed[key] != want}
    assert not wrong


def test_what_a_site_says_it_does_not_offer_is_absent_by_its_own_word(survey: Survey, config: Config) -> None:
    expected = {
        (bank, item, channel)
        for (bank, _, item, channel), answer in expected_answers(config).items()
        if answer.reason == AnswerReason.STATED_NOT_OFFERED
    }
    assert expected
    assert expected == set(
        survey.rows(
            "select bank_id, item_id, channel_id from fct_observation where reason = 'stated_not_offered'"
        )
    )


def test_nothing_in_the_sample_is_weak_or_contradicted(survey: Survey) -> None:
    assert (
        survey.rows("select * from fct_observation where reason in ('weak_evidence', 'contradicted')") == []
    )


def test_what_a_member_inherits_from_its_union_is_marked(survey: Survey, config: Config) -> None:
    expected = {
        (bank, str(kind), item, channel)
        for (bank, kind, item, channel), answer in expected_answers(config).items()
        if answer.is_inherited
    }
    assert {bank for bank, *_ in expected} == {"dyrcb", "zjrcb"}
    observed = set(
        survey.rows("select bank_id, item_kind, item_id, channel_id from fct_observation where is_inherited")
    )
    assert observed == expected


@pytest.mark.parametrize(
    ("bank", "reason"),
    [(WALLED, "unreachable:challenge"), (DEAD, "unreachable:connect_failed"),
     (IN_MAINTENANCE, "unreachable:maintenance")],
)  # fmt: skip
def test_a_bank_that_cannot_be_read_is_unknown_and_says_why(survey: Survey, bank: str, reason: str) -> None:
    answers = Counter(
        survey.rows(
            f"select answer, reason from fct_observation where bank_id = '{bank}' and answer <> 'present' "
            "and item_kind <> 'scenario_category'"
        )
    )
    assert set(answers) == {("unknown", reason)}


@pytest.mark.parametrize(
    ("statistic", "kinds", "channels"),
    [
        ("scenario_coverage", (ItemKind.SCENARIO, ItemKind.CATEGORY), OBSERVED_CHANNELS),
        ("business_line_channels", (ItemKind.BUSINESS_LINE,), OBSERVED_CHANNELS),
        ("channel_coverage", (ItemKind.CHANNEL,), (ANY_CHANNEL,)),
    ],
)
def test_a_statistic_counts_the_banks_that_the_facts_count(
    survey: Survey, config: Config, statistic: str, kinds: tuple[ItemKind, ...], channels: tuple[str, ...]
) -> None:
    answers = expected_answers(config)
    types = {bank.bank_id: bank.type for bank in config.banks}
    universe = sample_wave(config).universe
    expected = {}
    for segment, members in SEGMENTS.items():
        banks = [bank for bank in universe if types[bank] in members]
        for item in config.taxonomy.items:
            for channel in channels if item.kind in kinds else ():
                counts = Counter(answers[bank, item.kind, item.item_id, channel].answer for bank in banks)
                expected[segment, str(item.kind), item.item_id, channel] = (
                    len(banks), counts[Answer.PRESENT], counts[Answer.ABSENT], counts[Answer.UNKNOWN]
                )  # fmt: skip
    observed = {
        tuple(row[:4]): tuple(row[4:])
        for row in survey.rows(
            "select segment, item_kind, item_id, channel_id, n_banks, n_present, n_absent, n_unknown "
            f"from {statistic} where wave = 'sample'"
        )
    }
    assert observed == {key: counts for key, counts in expected.items() if counts[0] or key in observed}


@pytest.mark.parametrize("statistic", ["scenario_coverage", "business_line_channels", "channel_coverage"])
def test_shares_and_bounds_follow_from_the_counts(survey: Survey, statistic: str) -> None:
    rows = survey.rows(f"select n_banks, n_present, n_absent, n_unknown, value, low, high from {statistic}")
    assert any(unknown for _, _, _, unknown, *_ in rows)
    for n_banks, present, absent, unknown, value, low, high in rows:
        if not n_banks:
            continue
        if present + absent:
            assert float(value) == pytest.approx(present / (present + absent), abs=1e-6)
        else:
            assert value is None
        assert float(low) == pytest.approx(present / n_banks, abs=1e-6)
        assert float(high) == pytest.approx((present + unknown) / n_banks, abs=1e-6)


def test_products_are_the_facts_products_with_issues_folded(survey: Survey) -> None:
    assert set(survey.rows("select bank_id, series, channel_id from fct_product")) == expected_products()


def test_ranks_are_the_facts_ranks(survey: Survey, config: Config) -> None:
    expected = {
        bank: (rank.rank, rank.is_inherited, f"apple:{rank.store_app_code}")
        for bank, rank in expected_ranks(config).items()
    }
    assert expected["cmb"][0] == 10  # report line 360
    assert expected["pab"][0] == 12  # report line 360
    assert expected["dyrcb"][:2] == expected["zjrcb"][:2] == (113, True)  # report line 362
    rows = survey.rows(
        "select bank_id, best_rank, is_inherited, app_id from fct_bank_app_rank where state = 'listed' "
        "and store = 'apple' and chart = 'top-free'"
    )
    assert {str(row[0]): tuple(row[1:]) for row in rows} == expected


def test_a_bank_without_a_place_is_a_fact_with_its_depth(survey: Survey, config: Config) -> None:
    rows = survey.rows(
        "select state, best_rank, observed_depth from fct_bank_app_rank where state <> 'listed' "
        "and store = 'apple' and chart = 'top-free'"
    )
    assert len(rows) == len(sample_wave(config).universe) - len(expected_ranks(config))
    assert {(rank, depth) for state, rank, depth in rows if state == "not_listed"} == {(None, 200)}


def test_app_activity_counts_the_listed_banks(survey: Survey, config: Config) -> None:
    listed = expected_ranks(config)
    types = {bank.bank_id: bank.type for bank in config.banks}
    rows = survey.rows(
        "select segment, n_listed from app_activity where store = 'apple' and chart = 'top-free'"
    )
    for segment, count in rows:
        assert count == sum(types[bank] in SEGMENTS[str(segment)] for bank in listed), segment


def test_a_profile_counts_what_its_bank_offers(survey: Survey, config: Config) -> None:
    answers = expected_answers(config)

    def count(bank: str, kind: ItemKind, channel: str, wanted: Answer) -> int:
        return sum(
            answer.answer is wanted
            for (owner, item_kind, _, stated), answer in answers.items()
            if (owner, item_kind, stated) == (bank, kind, channel)
        )

    rows = survey.rows(
        "select bank_id, n_scenarios, n_scenarios_unknown, n_scenario_categories, n_lines_web, "
        "n_lines_mobile, n_lines_wechat, n_lines_any from bank_profile where wave = 'sample'"
    )
    assert {str(row[0]) for row in rows} == set(sample_wave(config).universe)
    for bank, *counts in rows:
        line = ItemKind.BUSINESS_LINE
        assert counts == [
            count(str(bank), ItemKind.SCENARIO, ANY_CHANNEL, Answer.PRESENT),
            count(str(bank), ItemKind.SCENARIO, ANY_CHANNEL, Answer.UNKNOWN),
            count(str(bank), ItemKind.CATEGORY, ANY_CHANNEL, Answer.PRESENT),
            count(str(bank), line, "web_bank", Answer.PRESENT),
            count(str(bank), line, "mobile_bank", Answer.PRESENT),
            count(str(bank), line, "wechat_bank", Answer.PRESENT),
            count(str(bank), line, ANY_CHANNEL, Answer.PRESENT),
        ], bank


def test_every_present_answer_has_its_sentence(survey: Survey) -> None:
    rows = survey.rows(
        "select o.bank_id, o.item_id from fct_observation o left join fct_mention m "
        "on m.mention_id = o.best_mention_id "
        "where o.answer = 'present' and o.item_kind <> 'scenario_category' and m.mention_id is null"
    )
    assert rows == []
