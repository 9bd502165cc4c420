"""Claims on the config that ships: who is surveyed, in which wave, from which stores."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from collector.config.apps import SAMPLE_CODE_NOTE, SAMPLE_CODE_PREFIX
from collector.config.load import load_config
from collector.config.lookup import find_bank, find_evidence, find_item, find_site, find_store, find_wave
from collector.errors import UsageError
from collector.universe.validity import is_valid_on
from collector.words import BankType, EvidenceWeight, PageKind

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Config

# Order and ids: the case chapter of the 2018 report, lines 627 to 2156.
CASE_BANKS = [
    "spdb",
    "ceb",
    "cmb",
    "pab",
    "cib",
    "czb",
    "jsb",
    "cmbc",
    "citic",
    "bosc",
    "nbcb",
    "bob",
    "cgb",
    "njcb",
    "cbhb",
    "xacb",
    "bjrcb",
    "tlcb",
    "dyrcb",
    "zjrcb",
]
LARGE = {"icbc", "abc", "boc", "ccb", "bocom", "psbc"}
JOINT_STOCK = {"citic", "ceb", "cmb", "spdb", "cmbc", "hxb", "pab", "cib", "cgb", "cbhb", "czb", "hfb"}


def test_all_eighteen_national_banks_are_surveyed(config: Config) -> None:
    assert {bank.bank_id for bank in config.banks if bank.type is BankType.LARGE} == LARGE
    assert {bank.bank_id for bank in config.banks if bank.type is BankType.JOINT_STOCK} == JOINT_STOCK


def test_every_national_bank_has_a_website_and_a_known_app(config: Config) -> None:
    owners = {app.owner_id for app in config.apps}
    for bank_id in LARGE | JOINT_STOCK:
        assert find_bank(config, bank_id).website_url, bank_id
        assert bank_id in owners, bank_id


def test_the_sample_wave_surveys_the_twenty_case_banks_in_print_order(config: Config) -> None:
    assert list(find_wave(config, "sample").universe) == CASE_BANKS


def test_the_report_prints_the_same_bank_types(config: Config) -> None:
    types = {bank_id: find_bank(config, bank_id).type for bank_id in CASE_BANKS}
    assert {bank_id for bank_id, kind in types.items() if kind is BankType.RURAL} == {
        "bjrcb",
        "dyrcb",
        "zjrcb",
    }
    assert {b for b, kind in types.items() if kind is BankType.CITY} == {
        "jsb",
        "bosc",
        "nbcb",
        "bob",
        "njcb",
        "xacb",
        "tlcb",
    }


def test_the_rural_banks_of_zhejiang_point_to_its_union(config: Config) -> None:
    members = {bank.bank_id for bank in config.banks if bank.union_id == "zjnx"}
    rural = {b.bank_id for b in config.banks if b.type is BankType.RURAL and b.province == "浙江省"}
    assert members == rural
    # 83 in the list of 2025-12-31, the union itself among them
    assert len(members) == 82
    assert {"dyrcb", "zjrcb"} <= members
    assert find_bank(config, "zjnx").type is BankType.UNION


def test_the_counts_by_type_are_those_of_the_regulators_list(config: Config) -> None:
    """List of 2025-12-31; seven provincial united banks stand in it as rural, here they are unions."""
    standing = Counter(bank.type for bank in config.banks if bank.valid_until is None)
    assert standing == {
        BankType.LARGE: 6,
        BankType.JOINT_STOCK: 12,
        BankType.CITY: 123,
        BankType.PRIVATE: 19,
        BankType.RURAL: 1398 - 7,
        BankType.UNION: 14 + 7,
        BankType.OTHER: 20,
    }


def test_the_city_banks_of_2018_are_as_many_as_the_report_counts(config: Config) -> None:
    """134 city banks, line 246 of the 2018 report; its app ranks are of 2018-11-01."""
    city = [bank for bank in config.banks if bank.type is BankType.CITY]
    assert sum(is_valid_on(bank, date(2018, 11, 1)) for bank in city) == 134


def test_the_live_wave_surveys_every_standing_bank_that_is_no_union(config: Config) -> None:
    wave = find_wave(config, "2026")
    expected = [b.bank_id for b in config.banks if b.type is not BankType.UNION and b.valid_until is None]
    assert list(wave.universe) == expected
    assert wave.web is None
    assert not wave.is_sample


def test_no_wave_reads_a_served_web_as_real(config: Config) -> None:
    for wave in config.waves:
        assert wave.is_sample == (wave.web is not None), wave.wave


def test_every_standing_bank_has_the_regulators_code(config: Config) -> None:
    assert [b.bank_id for b in config.banks if b.institution_code is None and b.valid_until is None] == []


def test_a_code_made_for_the_sample_says_so(config: Config) -> None:
    made = [app for app in config.apps if app.store_app_code.startswith(SAMPLE_CODE_PREFIX)]
    assert [app.owner_id for app in made] == ["zjnx", "xacb", "tlcb"]
    assert all((app.note or "").startswith(SAMPLE_CODE_NOTE) for app in made)


def test_apple_codes_are_track_ids_bundle_ids_or_made_for_the_sample(config: Config) -> None:
    for app in config.apps:
        code = app.store_app_code
        is_known_form = code.isdigit() or code.startswith(("bundle:", SAMPLE_CODE_PREFIX))
        assert app.store != "apple" or is_known_form, app.app_id


def test_a_bank_without_a_site_file_gets_the_default_site(config: Config) -> None:
    assert find_site(config, "spdb").render == "auto"
    assert find_site(config, "spdb").render_paths == ()
    assert find_site(config, "pab").render_paths == ("/life/", "/product/")


def test_every_large_joint_stock_city_and_private_bank_has_a_website(config: Config) -> None:
    kinds = {BankType.LARGE, BankType.JOINT_STOCK, BankType.CITY, BankType.PRIVATE}
    standing = [bank for bank in config.banks if bank.type in kinds and bank.valid_until is None]
    assert [bank.bank_id for bank in standing if bank.website_url is None] == []
    assert urlsplit(find_bank(config, "xacb").website_url or "").hostname == "www.xacbank.com"


@pytest.mark.parametrize(
    ("find", "wrong", "hint"),
    [
        (find_bank, "spbd", "'spdb'"),
        (find_bank, "浦发银行", "write spdb"),
        (find_wave, "smaple", "'sample'"),
        (find_item, "heatlhcare", "'healthcare'"),
        (find_store, "appel", "'apple'"),
        (find_site, "nbcd", "'nbcb'"),
    ],
)
def test_an_unknown_id_is_answered_with_its_near_miss(config: Config, find, wrong: str, hint: str) -> None:  # type: ignore[no-untyped-def]  # six signatures
    with pytest.raises(UsageError, match=hint) as raised:
        find(config, wrong)
    assert raised.value.exit_code == 2


def test_loading_takes_less_than_a_second(config: Config, checkout: Path) -> None:
    started = time.process_time()
    assert load_config(checkout) == config
    assert time.process_time() - started < 1.0


def test_every_wave_is_decided_by_thresholds_that_ship(config: Config) -> None:
    for wave in config.waves:
        rules = find_evidence(config, wave)
        assert {kind for kind, _ in rules.page_kinds} == set(PageKind)


def test_the_shipped_thresholds_let_no_notice_and_no_hidden_sentence_decide_alone(config: Config) -> None:
    (rules,) = config.evidence
    assert dict(rules.page_kinds)[PageKind.NOTICE] is EvidenceWeight.SUPPORTING
    assert dict(rules.page_kinds)[PageKind.CHALLENGE_OR_ERROR] is EvidenceWeight.NONE
    assert rules.hidden is EvidenceWeight.SUPPORTING
    assert all(route.n_full >= 1 for route in rules.routes)


def test_without_thresholds_a_wave_is_refused_when_it_is_decided(config: Config) -> None:
    with pytest.raises(UsageError, match=r"config/evidence\.yml.*restore"):
        find_evidence(replace(config, evidence=()), find_wave(config, "sample"))
