"""A wave of lists that others saved, from import to report: devices with their breaks, and figure 2-3."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.extract.run import extract_wave
from collector.imports.keep import import_files
from collector.imports.rows import parse_date
from collector.paths import Paths
from collector.report.write import write_report
from collector.warehouse.build import build_wave

HOME = Path(__file__).resolve().parents[2]
SAMPLES = HOME.parent / "shared" / "app_stores" / "samples"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SAMPLES.is_dir(),
        reason="the saved rankings (../shared/app_stores/samples) are not on this machine",
    ),
]


class Silent:
    """Progress that nobody watches."""

    def line(self, text: str) -> None: ...

    def step(self, done: int, total: int, unit: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Made:
    """The report's folder and the warehouse it was read from."""

    folder: Path
    warehouse: Path
    n_members: int

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The shipped wave of imports, narrowed to banks that a list could name: fewer pages, the same counts."""
    data = tmp_path_factory.mktemp("imported")
    paths = Paths(home=HOME, data=data)
    config = load_config(HOME)
    owners = {app.owner_id for app in config.apps if app.store in {"apple", "iresearch"}}
    banks = {bank.bank_id: bank for bank in config.banks}
    shipped = find_wave(config, "backfill")
    universe = tuple(
        bank_id for bank_id in shipped.universe if bank_id in owners or banks[bank_id].union_id in owners
    )
    wave = replace(shipped, universe=universe)
    config = replace(config, waves=(wave,))
    # the table of bank rows under the headings of a table typed by hand
    derived = next((SAMPLES / "iresearch").glob("DERIVED_bank_rows_*.csv")).read_text("utf-8-sig")
    typed = data / "bank_rows.csv"
    heading = "month,rank,store_app_code,app_name,devices_wan,growth_percent"
    typed.write_text(f"{heading}\n{derived.partition(chr(10))[2]}", "utf-8")
    months = sorted((SAMPLES / "iresearch").glob("GetDataList1_class5_*.json"))
    import_files(paths, [*months, typed], wave=wave.wave, store="iresearch", chart="finance")
    lists = [
        *(SAMPLES / "apple").glob("app-store-top-apps_*_cn_finance.csv"),
        *(SAMPLES / "apple").glob("legacyrss_cn_finance*.json"),
    ]
    import_files(
        paths, lists, wave=wave.wave, store="apple", chart="top-free", given=parse_date("2023", "--date")
    )
    extract_wave(paths, config, wave, jobs=1, progress=Silent())  # type: ignore[arg-type]  # only told to
    built = build_wave(paths, config, wave, say=lambda _: None)
    report = write_report(paths, wave, say=lambda _: None)
    n_members = sum(banks[bank_id].union_id == "zjnx" for bank_id in universe)
    return Made(report.folder, built.path, n_members)


def test_two_months_are_breaks_and_no_other(made: Made) -> None:
    broken = made.rows("select owner_id, month from app_devices where is_break order by month")
    assert broken == [("bocom", date(2025, 8, 1)), ("icbc", date(2026, 5, 1))]
    # all other pairs of months agree within 0.08 points, as whoever saved the tables found
    ((n_pairs, largest),) = made.rows(
        "select count(*), max(abs(computed_growth_percent - published_growth_percent)) from app_devices "
        "where not is_break"
    )
    assert n_pairs > 800
    assert largest <= 0.08 + 0.005


def test_the_missing_month_is_a_row_for_every_app(made: Made) -> None:
    missing = made.rows("select distinct month from app_devices where state = 'month_missing'")
    assert missing == [(date(2025, 1, 1),)]
    ((n_months,),) = made.rows("select count(*) from app_devices where owner_id = 'abc'")
    assert n_months == 66  # 2021-01 to 2026-06


def test_a_new_name_is_the_same_app(made: Made) -> None:
    rows = made.rows(
        "select distinct app_id from app_devices where owner_id = 'ceb' and app_kind = 'mobile_bank'"
    )
    assert rows == [("iresearch:2126",)]


def test_figure_2_3_has_the_counts_of_the_bank_types(made: Made) -> None:
    rows = made.rows(
        "select segment, n_listed, n_apps from app_activity "
        "where store = 'apple' and segment not in ('all', 'small_and_medium', 'other')"
    )
    # counted by hand in the list: the six large banks; 招商 平安 中信 兴业 民生 浦发 光大 广发; 宁波; 网商;
    # and the app of 浙江农信, which its members share
    assert sorted(rows) == [
        ("city", 1, 1),
        ("joint_stock", 8, 8),
        ("large", 6, 6),
        ("private", 1, 1),
        ("rural", made.n_members, 1),
    ]


def test_what_2018_printed_stands_beside_what_is_recomputed(made: Made) -> None:
    rows = made.rows(
        "select bank_id, best_rank, published_2018_rank from app_rank_movement "
        "where store = 'apple' and published_2018_rank is not null and not is_inherited order by 1"
    )
    assert rows == [("cmb", 6, 10), ("pab", 18, 12)]
    inherited = made.rows(
        "select distinct best_rank, published_2018_rank from app_rank_movement "
        "where store = 'apple' and is_inherited"
    )
    assert inherited == [(76, 113)]


def test_the_report_shows_both_with_their_source(made: Made) -> None:
    page = (made.folder / "index.html").read_text("utf-8")
    assert "2025-08（公布 +2.84 %" in page
    assert "2026-05（公布 +1.58 %，计算 -5.64 %）" in page
    assert "2023 年（具体日期不详）" in page
    assert "来源：app-store-top-apps_1.0.609_cn_finance.csv" in page
    spec = json.loads((made.folder / "figures" / "app_devices_iresearch_finance.json").read_text("utf-8"))
    lines = spec["datasets"][spec["layer"][0]["data"]["name"]]
    assert [(one["app"], one["time"]) for one in lines if one["is_break"]] == [
        ("交通银行", round(2025 + 7 / 12, 4)),
        ("工商银行", round(2026 + 4 / 12, 4)),
    ]
    assert not (made.folder / "csv" / "app_devices.csv").exists()
