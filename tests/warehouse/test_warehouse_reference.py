"""Every statistic of random surveys equals an independent implementation in pandas, row by row."""

from __future__ import annotations

import shutil
from random import Random
from typing import TYPE_CHECKING

import duckdb
import pytest
from comparing import find_differences, read_tables
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_waves import make_survey
from tiny_wave import HOME, land

from collector.paths import Paths
from collector.warehouse.build import build_wave
from tests.warehouse.reference import STATISTICS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

SEED, N_WAVES = 14, 10
"""A survey in which everything happens that the tests below look for."""


def build(folder: Path, seed: int, n_waves: int) -> Path:
    """The warehouse of a random survey; the next in the same folder takes its place."""
    paths = Paths(home=HOME, data=folder)
    survey = make_survey(Random(seed), n_waves)  # noqa: S311 - a test
    shutil.rmtree(paths.data / "landing", ignore_errors=True)
    for wave, rows in survey.landings.items():
        land(paths.landing(wave), rows, digest=f"d{seed}")
    # the survey before may have published waves that this one does not have
    built = build_wave(paths, survey.config, survey.config.waves[0], say=lambda _: None, is_overruled=True)
    assert built.is_new
    return built.path


def read(path: Path) -> dict[str, pd.DataFrame]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return read_tables(connection)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """One random survey, the same in every run."""
    return read(build(tmp_path_factory.mktemp("random"), SEED, N_WAVES))


def test_the_random_survey_has_every_kind_of_answer(tables: dict[str, pd.DataFrame]) -> None:
    answers = tables["fct_observation"]
    assert set(answers["answer"]) == {"present", "absent", "unknown"}
    reasons = {"channel_unstated", "weak_evidence", "contradicted", "stated_not_offered"}
    assert reasons <= set(answers["reason"])
    assert answers["is_inherited"].any()
    assert {"announcement_fulfilled", "kind_not_denied", "outnumbered", "later", "page_kind", "none"} == set(
        tables["review_conflict"]["rule"]
    )
    assert set(tables["fct_bank_app_rank"]["state"]) == {"listed", "not_listed", "unknown"}
    assert {"up", "down", "entered", "left"} <= set(tables["app_rank_movement"]["movement"])
    assert set(tables["online_product_counts"]["answer"]) == {"present", "absent", "unknown"}
    assert len(set(tables["fct_bank_reach"]["step"])) == 6
    assert tables["bank_index"]["products_value"].notna().any()


def test_every_model_of_the_statistics_has_a_reference() -> None:
    models = {path.stem for path in (HOME / "warehouse" / "models" / "statistics").glob("*.sql")}
    # printed by a store or an index and shown as it is: nothing of them is counted over banks
    shown = {"app_devices", "app_downloads", "app_list_days"}
    # compared with counts of their own: test_warehouse_parts.py, test_warehouse_difference.py
    compared = {"wave_change", "bank_change", "universe_change"}
    assert models - set(STATISTICS) == shown | compared


@pytest.mark.parametrize("statistic", STATISTICS)
def test_a_statistic_equals_its_reference(tables: dict[str, pd.DataFrame], statistic: str) -> None:
    assert len(tables[statistic]) > 0
    differences = find_differences(tables, statistic)
    assert differences == [], "\n".join(differences)


@pytest.mark.slow
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), n_waves=st.integers(1, 10))
def test_statistics_equal_their_references_on_any_survey(
    tmp_path_factory: pytest.TempPathFactory, seed: int, n_waves: int
) -> None:
    found = read(build(tmp_path_factory.getbasetemp() / "surveys", seed, n_waves))
    assert [line for name in STATISTICS for line in find_differences(found, name)] == []
