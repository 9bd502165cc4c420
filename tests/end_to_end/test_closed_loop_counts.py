"""Counts of products, scenarios, technologies and banks equal the facts that the sample was made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from collector.sample.sites import READABLE_KINDS, read_sites
from collector.sample.tables import read_products
from collector.sample.truth import OBSERVED_CHANNELS, expected_answers, sample_wave
from collector.words import ANY_CHANNEL, Answer, ItemKind

if TYPE_CHECKING:
    from collector.models import Config
    from tests.end_to_end.survey import Survey


def read_banks() -> set[str]:
    return {site.bank_id for site in read_sites() if site.kind in READABLE_KINDS}


def test_banks_with_products_are_those_of_the_facts(survey: Survey, config: Config) -> None:
    universe = sample_wave(config).universe
    lines = [item.item_id for item in config.taxonomy.items if item.kind is ItemKind.BUSINESS_LINE]
    series = [
        (product.bank_id, product.name, product.business_line_id, channel)
        for product in read_products()
        if product.bank_id in read_banks()
        for channel in product.channels
    ]
    expected = {}
    for line in (*lines, "any"):
        for channel in OBSERVED_CHANNELS:
            stated, open_to = set(), set()
            for bank, name, of_line, of_channel in series:
                if line in ("any", of_line) and channel in (ANY_CHANNEL, of_channel):
                    stated.add((bank, name))
                is_line_open = line in ("any", of_line) or of_line is None
                if is_line_open and (channel in (ANY_CHANNEL, of_channel) or of_channel == "unstated"):
                    open_to.add(bank)
            present = {bank for bank, _ in stated}
            absent = read_banks() & set(universe) - open_to
            expected[line, channel] = (len(present), len(absent), len(stated))
    rows = survey.rows(
        "select item_id, channel_id, n_present, n_absent, n_series from online_products where segment = 'all'"
    )
    assert {tuple(row[:2]): tuple(row[2:]) for row in rows} == expected


def test_scenarios_of_a_bank_are_counted_as_the_facts_have_them(survey: Survey, config: Config) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for (bank, kind, _, channel), answer in expected_answers(config).items():
        if kind in (ItemKind.SCENARIO, ItemKind.CATEGORY):
            expected[bank, str(kind), channel] += answer.answer is Answer.PRESENT
    rows = survey.rows("select bank_id, item_kind, channel_id, low from scenario_counts")
    assert {tuple(row[:3]): row[3] for row in rows} == expected
    # cmb: all nine categories (report line 897)
    assert survey.rows(
        "select value from scenario_counts where bank_id = 'cmb' and item_kind = 'scenario_category' "
        "and channel_id = 'any'"
    ) == [(9,)]


def test_the_funnel_ends_with_the_banks_whose_facts_are_determined(survey: Survey, config: Config) -> None:
    universe = sample_wave(config).universe
    unknown = Counter(
        bank
        for (bank, kind, _, channel), answer in expected_answers(config).items()
        if (kind, channel, answer.answer) == (ItemKind.CATEGORY, ANY_CHANNEL, Answer.UNKNOWN)
    )
    nine = sum(item.kind is ItemKind.CATEGORY for item in config.taxonomy.items)
    rows = survey.rows("select step, n_reached, n_by_site from survey_funnel where segment = 'all'")
    found = {step: (reached, by_site) for step, reached, by_site in rows}
    assert found["in_universe"] == (len(universe), None)
    assert found["visited"][1] == len(read_banks() & set(universe))
    assert found["partly_determined"] == (sum(unknown[bank] < nine for bank in universe), None)
    assert found["fully_determined"] == (sum(unknown[bank] == 0 for bank in universe), None)


def test_technologies_are_those_in_the_names_of_products(survey: Survey) -> None:
    named = {
        (product.bank_id, "robo_advice")
        for product in read_products()
        if product.bank_id in read_banks() and product.name.endswith(("智投", "智能投顾"))
    }
    rows = survey.rows(
        "select bank_id, item_id from fct_observation where item_kind = 'technology' and answer = 'present'"
    )
    assert set(rows) == named
    assert len(named) == 2  # lines 292 and 1300


def test_the_hotline_is_the_one_service_channel_that_the_pages_name(survey: Survey) -> None:
    rows = survey.rows(
        "select distinct bank_id, item_id from fct_observation "
        "where item_kind = 'service_channel' and answer = 'present'"
    )
    assert {item for _, item in rows} == {"hotline"}
    assert {bank for bank, _ in rows} <= read_banks()
