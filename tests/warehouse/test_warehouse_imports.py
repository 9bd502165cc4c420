"""Imported lists in the warehouse: whose apps they name, how banks moved, and their devices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from rich.console import Console
from tiny_wave import APPS, HOME, WAVE, land, make_config, make_landing, make_wave

from collector.models import AppCode
from collector.paths import Paths
from collector.views import show_explanation
from collector.warehouse.build import build_wave
from collector.warehouse.explain import explain
from collector.warehouse.raw_owners import Listed, make_owner_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

MAY, JUNE, YEAR_BEFORE = date(2026, 5, 31), date(2026, 6, 30), date(2025, 6, 15)


def an_import(import_id: str, form: str, first: date, last: date) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "wave": WAVE,
        "store": "apple",
        "chart": "top_free",
        "form": form,
        "source": "somebody",
        "file_name": f"{import_id}.csv",
        "sha256": "0" * 64,
        "first_date": first,
        "last_date": last,
        "date_precision": "day",
        "n_rows": 3,
    }


def place(on: date, rank: int, depth: int, code: str, seller: str | None = None) -> dict[str, Any]:
    return {
        "wave": WAVE,
        "store": "apple",
        "chart": "top_free",
        "as_of_date": on,
        "rank": rank,
        "observed_depth": depth,
        "store_app_code": code,
        "seller": seller,
        "list_id": f"list-{on}",
        "capture_id": f"list-{on}",
    }


def devices(month: int, number: int, growth: str | None, import_id: str = "typed") -> dict[str, Any]:
    return {
        "wave": WAVE,
        "store": "apple",
        "chart": "top_free",
        "month": date(2026, month, 1),
        "store_app_code": APPS["aaa"],
        "n_devices_wan": number,
        "growth_percent": Decimal(growth) if growth else None,
        "import_id": import_id,
    }


def make_rows() -> dict[str, list[dict[str, Any]]]:
    """May: aaa 4th, ccc 9th by its seller. June: a bundle list, union 2nd. June 2025: aaa 1st of one."""
    days = (YEAR_BEFORE, MAY, JUNE)
    rows = make_landing()
    rows["imports"] = [
        *(an_import(f"list-{day}", "typed_list_csv", day, day) for day in days),
        an_import("typed", "typed_devices_csv", date(2026, 1, 1), date(2026, 5, 1)),
        an_import("whole", "iresearch_json", date(2026, 2, 1), date(2026, 2, 1)),
    ]
    rows["app_ranks"] += [
        place(YEAR_BEFORE, 1, 1, APPS["aaa"]),
        place(MAY, 4, 20, APPS["aaa"]),
        place(MAY, 9, 20, "777", "丙行股份有限公司"),
        place(MAY, 12, 20, "778", "戊行科技有限公司"),
        place(JUNE, 2, 20, "bundle:com.uuu"),
        place(JUNE, 3, 20, "bundle:com.aaa"),
    ]
    rows["app_devices"] = [
        devices(1, 1000, None),
        devices(2, 999, "2.00"),
        devices(2, 1020, "2.00", "whole"),
        devices(3, 1500, "2.50"),
        devices(5, 1600, "3.00"),
    ]
    return rows


@pytest.fixture(scope="module")
def built_here(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Where the tiny wave with imported lists was built."""
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("imported"))
    land(paths.landing(WAVE), make_rows())
    codes = tuple(
        AppCode("apple", f"bundle:com.{owner}", f"{owner}-app", ("x",), None)
        for owner in ("uuu", "aaa", "bbb")
    )
    config = replace(make_config(), app_codes=codes)
    build_wave(paths, config, make_wave(), say=lambda _: None)
    return paths


@pytest.fixture
def imported(built_here: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read-only."""
    with duckdb.connect(str(built_here.warehouse(is_sample=True)), read_only=True) as connection:
        yield connection


def test_owners_are_known_by_code_then_by_seller_and_never_by_name(
    imported: duckdb.DuckDBPyConnection,
) -> None:
    rows = imported.execute(
        "select store_app_code, owner_id, owner_basis from fct_app_rank "
        "where is_imported and as_of_date >= ? order by as_of_date, rank",
        [MAY],
    ).fetchall()
    assert rows == [
        ("901", "aaa", "code"),
        ("777", "ccc", "seller"),
        ("778", None, None),
        ("bundle:com.uuu", "uuu", "other_code"),
        ("bundle:com.aaa", "aaa", "other_code"),
    ]


def test_a_bank_that_the_list_could_not_name_is_unknown(imported: duckdb.DuckDBPyConnection) -> None:
    rows = dict(
        imported.execute(
            "select bank_id, state from fct_bank_app_rank where as_of_date = ?", [JUNE]
        ).fetchall()
    )
    # ddd inherits; bbb has a bundle id and is not there; hhh has a number only, which this list does not use
    assert [rows[bank] for bank in ("aaa", "bbb", "ddd", "hhh", "ccc")] == [
        "listed",
        "not_listed",
        "listed",
        "unknown",
        "unknown",
    ]


def test_a_unions_app_counts_once_in_n_apps(imported: duckdb.DuckDBPyConnection) -> None:
    row = imported.execute(
        "select n_listed, n_inherited, n_apps from app_activity where as_of_date = ? and segment = 'all'",
        [JUNE],
    ).fetchone()
    assert row == (2, 1, 2)


def test_movement_is_since_the_reading_before_and_since_a_year_before(
    imported: duckdb.DuckDBPyConnection,
) -> None:
    rows = imported.execute(
        "select bank_id, movement, n_places_up, movement_since_last_year, last_year_date "
        "from app_rank_movement where as_of_date = ? and bank_id in ('aaa', 'ccc', 'ddd') order by 1",
        [JUNE],
    ).fetchall()
    # aaa 4 → 3 and 1 → 3; ddd was not among May's 20, and the list of 2025 was one deep: it cannot tell
    assert rows == [
        ("aaa", "up", 1, "down", YEAR_BEFORE),
        ("ccc", "unknown", None, "unknown", YEAR_BEFORE),
        ("ddd", "entered", None, "unknown", YEAR_BEFORE),
    ]


def test_kinds_of_app_are_told_apart(imported: duckdb.DuckDBPyConnection) -> None:
    rows = imported.execute(
        "select app_kind, n_listed, best_rank from app_kind_activity where as_of_date = ? "
        "and segment = 'all' order by 1",
        [JUNE],
    ).fetchall()
    nothing = (0, None)
    assert rows == [
        ("corporate", *nothing),
        ("credit_card", *nothing),
        ("direct_bank", *nothing),
        ("life", *nothing),
        ("mobile_bank", 2, 2),
    ]


def test_devices_show_breaks_and_missing_months_and_prefer_the_whole_list(
    imported: duckdb.DuckDBPyConnection,
) -> None:
    rows = imported.execute(
        "select month(month), state, n_devices_wan, is_break, n_readings, import_id "
        "from app_devices order by 1"
    ).fetchall()
    assert rows == [
        (1, "given", 1000, None, 1, "typed"),
        (2, "given", 1020, False, 2, "whole"),
        (3, "given", 1500, True, 1, "typed"),
        (4, "month_missing", None, None, 0, None),
        (5, "given", 1600, None, 1, "typed"),
    ]


def test_a_place_in_an_imported_list_is_explained_by_its_source(built_here: Paths) -> None:
    found = explain(built_here, make_wave(), "app_activity", segment="all", bank="ccc")
    evidence = {one.placing.as_of_date: one.evidence for one in found.answers if one.placing}[MAY]
    assert evidence is not None
    assert (evidence.url, evidence.capture_id) == (f"somebody (list-{MAY}.csv)", f"list-{MAY}")
    assert evidence.fetched_at is None
    said = StringIO()
    show_explanation(Console(file=said, width=200), found)
    assert f"“777”\n    somebody (list-{MAY}.csv) · imported as list-{MAY}" in said.getvalue()


def test_names_only_propose() -> None:
    listed = [Listed("apple", "1", "乙行", None), Listed("apple", "bundle:X.Y", None, "丙行有限公司")]
    app = replace(make_config().apps[0], store="android", store_app_code="x.y")
    config = replace(make_config(), apps=(app,))
    tables = make_owner_tables(config, listed)
    found = [(row["owner_id"], row["basis"]) for row in tables["app_proposals"].to_pylist()]
    assert found[0] == ("bbb", "app_name")
    assert ("aaa", "same_code") in found
    assert tables["seller_banks"].num_rows == 0


def test_a_seller_is_a_bank_by_its_legal_or_short_name_and_by_no_other() -> None:
    banks = tuple(
        replace(bank, aliases=("甲银",)) if bank.bank_id == "aaa" else bank for bank in make_config().banks
    )
    sellers = ("甲行股份有限公司", "乙行", "甲银")
    listed = [Listed("apple", str(number), None, seller) for number, seller in enumerate(sellers)]
    tables = make_owner_tables(replace(make_config(), banks=banks), listed)
    assert {row["seller"]: row["bank_id"] for row in tables["seller_banks"].to_pylist()} == {
        "甲行股份有限公司": "aaa",
        "乙行": "bbb",
    }
    assert [(row["owner_id"], row["basis"]) for row in tables["app_proposals"].to_pylist()] == [
        ("aaa", "seller")
    ]
