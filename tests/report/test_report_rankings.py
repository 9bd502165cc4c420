"""App lists and devices on the page: moves in words, sources of imports, and no growth across a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from collector.report.devices import device_tables
from collector.report.downloads import downloads_of, downloads_tables
from collector.report.list_days import list_days
from collector.report.rankings import app_lists
from collector.report.read import open_wave, read_survey
from collector.report.write import write_report

if TYPE_CHECKING:
    from collector.models import Wave
    from collector.paths import Paths
    from collector.report.records import Survey


@pytest.fixture
def survey(paths: Paths, wave: Wave) -> Survey:
    with open_wave(paths, wave) as connection:
        return read_survey(connection, wave.wave)


def test_moves_are_told_with_the_rank_before_and_what_2018_printed(survey: Survey) -> None:
    (one,) = app_lists(survey)
    assert one.moves is not None
    assert (one.moves.previous_day, one.moves.last_year_day) == ("2018-10-01", None)
    assert [(line.name, line.rank, line.previous, line.published) for line in one.moves.lines] == [
        ("工商银行", "第 4 名", "第 6 名 ↑2", "—"),
        ("招商银行", "第 10 名", "第 10 名 不变", "10"),
        ("浦发银行", "第 41 名", "第 30 名 ↓11", "—"),
        ("东阳农商银行", "第 113 名", "新上榜", "113"),
    ]


def test_kinds_are_named_with_their_banks_and_apps(survey: Survey) -> None:
    (one,) = app_lists(survey)
    assert one.kinds == "手机银行 4 家（4 个 APP，最前第 4 名）；信用卡 1 家（1 个 APP，最前第 20 名）"


def test_growth_over_a_year_is_not_computed_across_a_break(survey: Survey) -> None:
    (table,) = device_tables(survey)
    assert [(line.bank, line.last, line.published, line.computed, line.year) for line in table.lines] == [
        ("工商银行", "1,100", "+1.00 %", "+1.50 %", "+10.0 %"),
        ("招商银行", "800", "+2.50 %", "+56.86 %", "基数调整，不可比"),
    ]
    assert table.lines[1].breaks == "2026-03（公布 +2.50 %，计算 +56.86 %）"
    assert table.missing == ("2025-04",)
    assert table.sources == ("某数据公司（文件 2026-03.json，SHA-256 abababababab…）",)


def test_an_imported_list_of_a_year_does_not_pretend_to_a_day(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update fct_app_rank set capture_id = 'import-1'")
        connection.execute(
            "update fct_import set store = 'apple', chart = 'finance_free', date_precision = 'year', "
            "first_date = date '2018-11-01', last_date = date '2018-11-01'"
        )
    with open_wave(paths, wave) as connection:
        (one,) = app_lists(read_survey(connection, wave.wave))
    assert one.day == "2018 年（具体日期不详）"
    assert one.sources == ("某数据公司（文件 2026-03.json，SHA-256 abababababab…）",)


def test_a_wave_of_imports_shows_no_answers(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update dim_wave set is_backfill = true")
    page = (write_report(paths, wave, say=lambda _: None, font_files=()).folder / "index.html").read_text(
        "utf-8"
    )
    assert 'id="coverage"' not in page
    assert 'id="activity"' in page
    assert 'id="devices"' in page


def test_counts_stand_as_the_store_publishes_them_and_store_by_store(survey: Survey) -> None:
    mine, other = downloads_tables(survey)
    assert (mine.store, other.store) == ("myapp", "other")
    assert [(line.app, line.bank, line.day, line.downloads, line.growth) for line in mine.lines] == [
        ("招商银行", "招商银行", "2018-11-01", "123,456,789", "+1,234（自 2018-10-29）"),
        (
            "丰收互联",
            "zjnx（省级农信，本期 1 家）",
            "2018-11-01",
            "120万次（约 1,200,000）（2018-10-30）",
            "一为约数，不可比",
        ),
        ("工商银行", "工商银行", "2018-11-01", "计数器到顶，未知", "计数到顶，不可比"),
    ]
    assert [(line.rating, line.n_ratings, line.updated) for line in mine.lines] == [
        ("4.5", "98,765", "2018-10-30"),
        ("3.5", "9", "—"),
        ("—", "12", "—"),
    ]
    assert [line.platform for line in other.lines] == ["鸿蒙"]


def test_a_member_has_the_downloads_of_its_unions_app(survey: Survey) -> None:
    (bank,) = [bank for bank in survey.banks if bank.bank_id == "dyrcb"]
    assert [line.app for line in downloads_of(survey, bank)] == ["丰收互联"]


def test_days_without_a_reading_are_told_and_a_month_that_has_come_is_no_gap(survey: Survey) -> None:
    daily, monthly = list_days(survey)
    assert (daily.span, daily.n_read, daily.last) == (
        "2018-10-28 至 2018-11-01",
        "2 / 5",
        "2018-11-01，199 行",
    )
    assert daily.gaps == ("没有取得（连接超时）：2018-10-31", "没有请求：2 天（2018-10-29 至 2018-10-30）")
    assert (monthly.n_read, monthly.gaps) == ("1 / 1", ("当期已取得：2018-11-01",))


def test_a_series_shows_counts_and_days_and_no_answers(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update dim_wave set is_series = true")
    folder = write_report(paths, wave, say=lambda _: None, font_files=()).folder
    page = (folder / "index.html").read_text("utf-8")
    assert 'id="coverage"' not in page
    assert 'id="downloads"' in page
    assert 'id="list-days"' in page
    assert "120万次（约 1,200,000）" in (folder / "banks" / "dyrcb.html").read_text("utf-8")
    assert (folder / "csv" / "app_downloads.csv").exists()
