"""What the 2018 report printed stands in the warehouse once, whole, and with what is wrong about it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import duckdb
import pytest
from tiny_wave import HOME

from collector.config.load import load_config
from collector.universe.resolve import build_index, resolve
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Built

SEEDS = sorted((HOME / "warehouse" / "seeds").glob("published_2018_*.csv"))
PAGE = (HOME / "docs" / "reference" / "published-2018.md").read_text(encoding="utf-8")
CASES = 20
LINES = 8
YES = {"listed", "listed_counted", "listed_mainly", "all_but", "product_types"}
NO = {"excluded", "denied", "closed_list"}

BROKEN = {
    "found_in_published_2018_figure*": "update published_2018_figures set line = 2281 where fact_id = 'F021'",
    "found_in_published_2018_bank_c*": "update published_2018_bank_counts set contradiction_id = 'D99' "
    "where fact_id = 'C031'",
    "key_published_2018_bank_busine*": "update published_2018_bank_business_lines "
    "set channel_id = 'web_bank' where channel_id = 'online'",
    "key_published_2018_bank_scenar*": "update published_2018_bank_scenarios set position = 1",
    "filled_published_2018_bank_pro*": "update published_2018_bank_products set name_zh = null",
    "accepted_values_published_2018*": "update published_2018_figures set qualifier = 'roughly' "
    "where fact_id = 'F021'",
}
"""Check → statement that breaks what was printed."""

Rows = list[dict[str, str]]


def read(seed: Path) -> Rows:
    with seed.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seed(name: str) -> Rows:
    return read(HOME / "warehouse" / "seeds" / f"published_2018_{name}.csv")


def all_rows() -> Rows:
    return [row for path in SEEDS for row in read(path)]


@pytest.fixture(scope="module")
def copied(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy that may be written, under the name that the compiled SQL uses."""
    path = tmp_path_factory.mktemp("published") / "sample_building.duckdb"
    shutil.copyfile(built.result.path, path)
    with duckdb.connect(str(path)) as connection:
        yield connection


@pytest.mark.parametrize(("check", "breakage"), BROKEN.items())
def test_a_broken_seed_fails_its_check(
    built: Built, copied: duckdb.DuckDBPyConnection, check: str, breakage: str
) -> None:
    checks = [path.read_text(encoding="utf-8") for path in (built.compiled / "seeds").rglob(f"{check}.sql")]
    assert checks, f"no compiled check {check}"
    assert [copied.execute(sql).fetchall() for sql in checks] == [[] for _ in checks]
    copied.execute("begin")
    try:
        copied.execute(breakage)
        assert any(copied.execute(sql).fetchall() for sql in checks)
    finally:
        copied.execute("rollback")


def test_the_four_parts_of_79_add_up_to_78_and_both_are_kept() -> None:
    figures = {row["fact_id"]: row for row in seed("figures")}
    parts = [row for row in figures.values() if row["part_of_fact_id"] == "F031"]
    assert {row["group_id"]: row["value"] for row in parts} == {
        "large": "5",
        "joint_stock": "12",
        "city": "32",
        "rural": "29",
    }
    assert sum(int(row["value"]) for row in parts) == 78
    assert (figures["F031"]["value"], figures["F031"]["sums_to"]) == ("79", "78")
    assert {row["contradiction_id"] for row in [*parts, figures["F031"]]} == {"D01"}


@pytest.mark.parametrize(
    ("metric", "printed"),
    [
        ("sample_size", {"joint_stock": "12", "city": "109", "rural": "156"}),
        ("coverage_sample_size", {"small_and_medium": "121"}),
        ("population_size", {"joint_stock": "12", "city": "134", "rural": "1262", "large": "5"}),
    ],
)
def test_samples_and_population_are_those_printed(metric: str, printed: dict[str, str]) -> None:
    assert {row["group_id"]: row["value"] for row in seed("figures") if row["metric"] == metric} == printed


def test_every_printed_count_of_lines_is_the_number_of_yes_rows() -> None:
    yes = Counter(
        (row["bank_id"], row["channel_id"]) for row in seed("bank_business_lines") if row["offered"] == "yes"
    )
    counts = [row for row in seed("bank_counts") if row["metric"] == "business_line_count"]
    assert len(counts) == 13
    assert [
        row["fact_id"] for row in counts if yes[row["bank_id"], row["channel_id"]] != int(row["nominal"])
    ] == []


def test_business_lines_are_a_full_grid() -> None:
    rows = seed("bank_business_lines")
    cells = Counter((row["bank_id"], row["channel_id"]) for row in rows)
    by_channel = Counter(channel for _, channel in cells)
    assert by_channel == {"web_bank": CASES, "mobile_bank": CASES, "wechat_bank": CASES, "online": 5}
    assert set(cells.values()) == {LINES}
    assert f"{sum(row['offered'] == 'unstated' for row in rows)} of {len(rows)} business-line" in PAGE


def test_the_ground_of_an_answer_gives_that_answer() -> None:
    for row in seed("bank_business_lines"):
        expected = "yes" if row["basis"] in YES else "no" if row["basis"] in NO else "unstated"
        assert row["offered"] == expected, row
        assert row["inference"] == "" or expected == "unstated", row


def test_75_of_100_scores_survive_and_12_of_them_are_suspect() -> None:
    rows = seed("bank_scores")
    assert len(rows) == 100
    assert sum(row["score"] != "" for row in rows) == 75
    suspects = [row for row in rows if row["is_ocr_suspect"] == "true"]
    assert len(suspects) == 12
    assert {row["score"] for row in suspects} == {"1"}
    assert [row for row in rows if row["score"] == "1" and row not in suspects] == []
    lost = [row for row in rows if row["score"] == ""]
    assert Counter(row["is_section_present"] for row in lost) == {"true": 22, "false": 3}


def test_the_scores_are_shown_beside_the_index_and_read_by_nothing_else(built: Built) -> None:
    manifest = json.loads((built.paths.builds / "sample-dbt" / "manifest.json").read_text(encoding="utf-8"))
    readers = manifest["child_map"]["seed.collector.published_2018_bank_scores"]
    assert readers
    assert {reader for reader in readers if not reader.startswith("test.")} == {"model.collector.bank_index"}
    makers = manifest["parent_map"]["model.collector.int_bank_index_computed"]
    assert sorted(makers) == ["model.collector.fct_observation", "model.collector.online_product_counts"]


def test_app_ranks_are_10_12_and_113(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, owner_kind, rank, cast(as_of_date as varchar) from published_2018_app_ranks"
    ).fetchall()
    assert sorted(rows) == [
        ("cmb", "bank", 10, "2018-11-01"),
        ("pab", "bank", 12, "2018-11-01"),
        ("zjnx", "union", 113, "2018-11-01"),
    ]


def test_the_statistics_are_given_the_printed_numbers(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("select fact_id, statistic, segment, value from published_2018").fetchall()
    coverage = {fact: value for fact, statistic, _, value in rows if statistic == "scenario_coverage"}
    assert coverage == {
        "F021": Decimal("0.88"),
        "F022": Decimal("0.81"),
        "F025": Decimal("0.5"),
        "F026": Decimal("0.5"),
        "F028": Decimal("0.23"),
    }
    listed = {segment: int(value) for _, statistic, segment, value in rows if statistic == "app_activity"}
    assert listed == {"all": 79, "large": 5, "joint_stock": 12, "city": 32, "rural": 29}
    ranks = sorted(int(value) for _, statistic, _, value in rows if statistic == "bank_app_rank")
    assert ranks == [10, 12, 113]
    served = {fact: value for fact, statistic, _, value in rows if statistic == "service_channel_coverage"}
    assert served == {"F062": Decimal("0.8"), "F063": Decimal("0.8"), "F068": Decimal("0.28")}
    surveyed = {fact: int(value) for fact, statistic, _, value in rows if statistic == "survey_funnel"}
    there_are = {"F005": 12, "F006": 134, "F007": 1262, "F008": 5}
    assert surveyed == there_are | {"F001": 12, "F002": 109, "F003": 156, "F019": 121}
    assert len(rows) == len(coverage) + len(listed) + len(ranks) + len(served) + len(surveyed)


def test_a_fact_stands_in_one_table_and_a_number_under_one_fact() -> None:
    places = Counter(
        (row["fact_id"], path.stem) for path in SEEDS for row in read(path) if row.get("position", "1") == "1"
    )
    assert set(places.values()) == {1}
    facts = {fact for fact, _ in places}
    assert len(facts) == len(places)
    second = [row["also_fact_id"] for row in all_rows() if row.get("also_fact_id")]
    assert len(second) == len(set(second)) == 18
    assert facts.isdisjoint(second)


def test_sections_follow_one_another_by_line() -> None:
    sections: dict[int, str] = {}
    for row in all_rows():
        line = int(row["line"])
        assert 1 <= line <= 2280, row
        assert sections.setdefault(line, row["section"]) == row["section"], row
    in_order = [section for _, section in sorted(sections.items())]
    starts = [after for before, after in pairwise(["", *in_order]) if before != after]
    assert len(starts) == len(set(starts))
    cases = [section.removeprefix("case:") for section in starts if section.startswith("case:")]
    assert cases == [row["report_bank_id"] for row in seed("banks")]


def test_the_qualifiers_used_are_those_the_page_explains(warehouse: duckdb.DuckDBPyConnection) -> None:
    used = warehouse.execute(
        "select qualifier from published_2018_figures union select qualifier from published_2018_bank_counts "
        "union select qualifier from published_2018_app_ranks"
    ).fetchall()
    table = PAGE.split("| qualifier |")[1].split("\n\n")[0]
    explained = {
        word
        for first in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for word in re.findall(r"`(\w+)`", first)
    }
    assert {word for (word,) in used} == explained


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [("exact", True, True), ("none", True, True), ("over", True, False), ("nearly", False, True),
     ("about", False, False), ("contradictory", False, False)],
)  # fmt: skip
def test_bounds_are_what_the_qualifier_sets(qualifier: str, *, low: bool, high: bool) -> None:
    rows = [row for row in seed("bank_counts") if row["qualifier"] == qualifier and row["nominal"]]
    assert rows
    for row in rows:
        assert row["value_low"] == (row["nominal"] if low else ""), row
        assert row["value_high"] == (row["nominal"] if high else ""), row


def test_said_to_be_none_is_zero_and_no_number_is_no_zero() -> None:
    for row in seed("bank_counts"):
        assert (row["qualifier"] == "none") == (row["nominal"] == "0"), row
        if row["qualifier"] in {"no_number", "few"}:
            assert row["nominal"] == row["value_low"] == row["value_high"] == "", row


def test_one_bank_has_all_nine_categories() -> None:
    nine = {item.item_id for item in load_config(HOME).taxonomy.items if item.kind is ItemKind.CATEGORY}
    claimed = [row["category_id"] for row in seed("bank_scenarios") if row["reading_basis"] == "all_nine"]
    assert len(claimed) == len(nine) == 9
    assert set(claimed) == nine


def test_ids_of_ours_are_in_the_config() -> None:
    config = load_config(HOME)
    banks = {bank.bank_id for bank in config.banks}
    items = {(str(item.kind), item.item_id) for item in config.taxonomy.items}
    channels = {item for kind, item in items if kind == "channel"}
    lines = {item for kind, item in items if kind == "business_line"}
    of_the_report = {"any", "online", "several", "branch", "third_party"}
    for row in all_rows():
        assert row.get("bank_id", "") in banks | {""}, row
        named = {row.get("channel_id", ""), *row.get("channel_ids", "").split("|")}
        assert named <= channels | of_the_report | {""}, row
        assert row.get("business_line_id", "") in lines | {""}, row
    for row in [*seed("bank_business_lines"), *seed("product_types")]:
        assert row["item_id"] in lines, row
    for row in seed("bank_scenarios"):
        assert (row["item_kind"], row["item_id"]) in items | {("", "")}, row
        assert ("scenario_category", row["category_id"]) in items | {("scenario_category", "")}, row
    for row in seed("figures"):
        if row["item_kind"] in {"scenario_category", "service_channel"}:
            assert (row["item_kind"], row["item_id"]) in items, row


def test_the_20_case_banks_are_tied_to_ours() -> None:
    cases = {row["report_bank_id"] for row in seed("banks")}
    assert len(cases) == CASES
    for row in all_rows():
        if row.get("report_bank_id") in cases:
            assert row["bank_id"] == row["report_bank_id"], row


def test_the_name_of_a_bank_that_is_ours_leads_to_its_id() -> None:
    index = build_index(load_config(HOME).banks)
    named = {(row["bank_name_zh"], row["bank_id"]) for row in all_rows() if row.get("bank_name_zh")}
    assert len(named) > CASES
    for name, bank_id in named:
        assert (resolve(index, name).bank_id or "") in {bank_id, ""}, name
        assert bank_id or not resolve(index, name).bank_ids, name


def test_channels_are_listed_where_there_are_several() -> None:
    for row in all_rows():
        if "channel_ids" in row:
            n_named = len(row["channel_ids"].split("|"))
            assert (row["channel_id"] == "several") == (n_named > 1), row


def test_seeds_are_sorted_and_carry_no_wording() -> None:
    for path in SEEDS:
        rows = read(path)
        ids = [(row.get("case_no", "").zfill(2), row["fact_id"], row.get("position", "")) for row in rows]
        assert ids == sorted(ids), path.name
        for row in rows:
            assert not re.search(r"[“”。，；！？]", "".join(row.values())), row
            assert (row.get("note", "") + row.get("description", "")).isascii(), row


def test_the_page_lists_every_table_and_its_sql_runs(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert set(re.findall(r"^\| `(published_2018_\w+)` \|", PAGE, re.MULTILINE)) == {
        path.stem for path in SEEDS
    }
    examples = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) == 4
    for example in examples:
        assert warehouse.execute(example).description
