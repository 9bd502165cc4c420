"""Every check of the warehouse project, run on a broken copy of the tiny warehouse, names the broken rows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Built

SINGULAR = {
    "present_has_evidence": "update fct_observation set best_mention_id = 'm6' where best_mention_id = 'm1'",
    "absent_has_its_visits": "update fct_visit set complete_depth = 0 where bank_id = 'bbb'",
    "absent_has_no_offer": "update fct_observation set answer = 'absent' "
    "where bank_id = 'aaa' and item_id = 'loan' and channel_id = 'any'",
    "present_meets_its_thresholds": "update fct_mention set confidence = 0.74 where mention_id = 'm3'",
    "reasons_are_known": "update fct_observation set reason = 'partial:busy' where bank_id = 'ccc'",
    "unknown_has_its_reason": "update fct_observation set reason = null where bank_id = 'ccc'",
    "category_follows_its_scenarios": "update fct_observation set answer = 'absent' "
    "where bank_id = 'eee' and item_id = 'daily_life'",
    "observations_are_complete": "delete from fct_observation where bank_id = 'aaa' and item_id = 'gas' or "
    "(bank_id = 'bbb' and item_id = 'loan' and channel_id = 'any')",
    "banks_add_up": "update scenario_coverage set n_unknown = n_unknown + 1 where segment = 'city'",
    "shares_are_ordered": "update channel_coverage set low = 0.9 where segment = 'all'",
    "shares_are_complete": "delete from technology_coverage where item_id = 'big_data' and segment = 'large'",
    "product_series_add_up": "update online_product_counts set n_series = 3 "
    "where bank_id = 'aaa' and item_id = 'any' and channel_id = 'any'",
    "scenario_counts_add_up": "update scenario_breadth set n_present = 9 "
    "where segment = 'all' and channel_id = 'any' and n_at_least = 2",
    "funnel_narrows": "update survey_funnel set n_reached = 9 where segment = 'all' and step = 'visited'",
    "reach_is_consistent": "update fct_bank_reach set is_site_visited = false where bank_id = 'iii'",
    "indices_are_ordered": "update bank_index set products_low = products_high + 1 where bank_id = 'ccc'",
    "ranks_are_within_the_list": "update fct_app_rank set rank = 21 where rank = 20",
    "app_banks_add_up": "update app_activity set n_listed = 1 where segment = 'city'",
    "sample_and_real_are_apart": "insert into dim_wave "
    "values ('r', '真', 'real', date '2026-11-01', false, false, false, null, false, null)",
    "imports_are_marked": "update fct_app_rank set is_imported = true where rank = 20",
    "app_codes_are_unique": "update raw.apps set store_app_code = '901'",
    "channels_are_known": "update fct_mention set channel_id = 'fax' where mention_id = 'm1'",
    "refrained_has_its_reason": "update fct_fetch set outcome = 'robots_disallowed', detail = 'closed' "
    "where fetch_id = 'f-eee-2'",
    "store_replies_are_read": "update fct_store_reply set state = 'changed' where capture_id = 'f-chart'",
    "series_replies_are_read": "update dim_wave set is_series = true; "
    "update fct_store_reply set state = 'changed' where capture_id = 'f-chart'",
    "change_adds_up": "insert into wave_change by name select 'tiny' as wave, 0.3 as value_change, "
    "0.1 as universe_change, 0 as review_change, 0 as coverage_change, 0.1 as source_change",
    "change_is_between_published_values": "insert into wave_change by name "
    "select wave, segment, item_kind, item_id, channel_id, wave as from_wave, value as from_value, "
    "value + 0.1 as to_value from scenario_coverage where value is not null",
    "bank_changes_add_up": "insert into wave_change by name select 'tiny' as wave, 'tiny' as from_wave; "
    "insert into bank_change by name select wave, wave as from_wave, bank_id, item_kind, item_id, "
    "channel_id, 'present' as to_answer from fct_observation where item_id = 'loan'",
    "urls_are_decided_once": "update fct_fetch set is_final = true where fetch_id = 'f-iii-0'",
}
"""Check → statement that breaks the data."""

GENERIC = {
    "key_fct_visit_*": "insert into fct_visit select * from fct_visit where bank_id = 'aaa'",
    "filled_fct_visit_*": "update fct_visit set n_urls = null where bank_id = 'aaa'",
    "found_in_fct_visit_*": "update fct_visit set bank_id = 'nobody' where bank_id = 'aaa'",
    "found_in_fct_observation_*": "update fct_observation set best_mention_id = 'm0' where n_mentions > 0",
    "found_in_fct_fetch_*": "update raw.outcomes set outcome = 'fine' where outcome = 'ok'",
    "found_in_fct_store_reply_*": "update fct_store_reply set outcome = 'fine' where capture_id = 'f-chart'",
    "accepted_values_fct_store_repl*": "update fct_store_reply set state = 'lost'",
    "key_app_list_days_*": "insert into app_list_days select * from app_list_days",
    "filled_fct_app_detail_*": "update fct_app_detail set reply_kind = null where store_app_code = '901'",
    "found_in_dim_bank_*": "update dim_bank set bank_type = 'union' where bank_id = 'aaa'",
    "found_in_fct_mention_*": "delete from fct_page where capture_id = 'f-aaa-0'",
    "found_in_fct_page_*": "update fct_page set page_kind = 'poem' where capture_id = 'f-aaa-0'",
    "within_fct_mention_*": "update fct_mention set confidence = 1.01 where mention_id = 'm1'",
    "accepted_values_fct_mention_*": "update fct_mention set weight = 'heavy' where mention_id = 'm1'",
    "filled_fct_mention_*": "update fct_mention set page_kind = null where mention_id = 'm1'",
    "accepted_values_fct_observatio*": "update fct_observation set answer = 'maybe' where bank_id = 'aaa'",
    "found_in_app_activity_segment*": "update app_activity set segment = 'village' where segment = 'city'",
    "found_in_scenario_coverage_*": "update scenario_coverage set item_id = 'gas' where item_id = 'water'",
    "found_in_fct_app_rank_*": "update fct_app_rank set owner_id = 'nobody' where rank = 10",
    "found_in_fct_bank_app_rank_*": "update fct_bank_app_rank set app_id = 'no-app' where state = 'listed'",
    "found_in_int_segment_banks_*": "update int_segment_banks set segment = 'village' where segment = 'city'",
    "key_fct_measure_*": "insert into fct_measure select * from fct_measure where subject = 'aaa'",
}


STAGED = (
    *("reply_kinds", "store_codes"),
    *("apps", "app_codes", "banks", "items", "outcomes", "refrained", "segments", "stores"),
    *("answer_reasons", "evidence_routes", "evidence_page_kinds"),
)
"""Config tables that checks read; their views are not published."""


@pytest.fixture(scope="module")
def copied(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy that may be written, under the name that the compiled SQL uses."""
    path = tmp_path_factory.mktemp("copied") / "sample_building.duckdb"
    shutil.copyfile(built.result.path, path)
    with duckdb.connect(str(path)) as connection:
        for staged in STAGED:
            connection.execute(f"create view stg_config__{staged} as select * from raw.{staged}")
        yield connection


def find_checks(compiled: Path, pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(compiled.rglob(f"{pattern}.sql"))]


def test_every_check_of_the_project_is_broken_here(built: Built) -> None:
    assert {path.stem for path in (built.compiled / "tests").glob("*.sql")} == set(SINGULAR)


@pytest.mark.parametrize(("check", "breakage"), [*SINGULAR.items(), *GENERIC.items()])
def test_broken_data_fail_their_check(
    built: Built, copied: duckdb.DuckDBPyConnection, check: str, breakage: str
) -> None:
    checks = find_checks(built.compiled, check)
    assert checks, f"no compiled check {check}"
    assert [copied.execute(sql).fetchall() for sql in checks] == [[] for _ in checks]
    copied.execute("begin")
    try:
        copied.execute(breakage)
        assert any(copied.execute(sql).fetchall() for sql in checks)
    finally:
        copied.execute("rollback")
