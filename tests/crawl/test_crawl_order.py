"""Most of what a bank offers is found in the first third of the pages, and no allowance loses any of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from collector.config.load import load_config
from collector.config.lookup import find_wave

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from crawl_order import HOME, Walk, share_in_first_third, walk_wave

PAGES = HOME.parent / "shared" / "captures" / "dev" / "pages"
TARGET = 0.9
MIN_FIRST = 10


@pytest.fixture(scope="module")
def sample() -> list[Walk]:
    config = load_config(HOME)
    return walk_wave(config, find_wave(config, "sample"), None)


def test_the_first_third_of_the_sample_has_nine_tenths(sample: list[Walk]) -> None:
    assert share_in_first_third(sample) >= TARGET
    large = [walk for walk in sample if walk.n_first >= MIN_FIRST]
    assert large
    assert all(share_in_first_third([walk]) >= TARGET for walk in large)


def test_no_finding_of_the_sample_is_lost(sample: list[Walk]) -> None:
    assert {walk.bank_id: walk.lost for walk in sample if walk.lost} == {}


@pytest.mark.skipif(not (PAGES / "huaian_rcb_site").is_dir(), reason="the captured pages are not here")
def test_the_first_third_of_a_real_site_has_nine_tenths_and_none_is_lost() -> None:
    config = load_config(HOME)
    wave = replace(find_wave(config, "captures"), universe=("huaian-rcb",))
    walks = walk_wave(config, wave, PAGES)
    assert share_in_first_third(walks) >= TARGET
    assert [walk.lost for walk in walks] == [frozenset()]
