"""App lists and devices on the page: moves in words, sources of imports, and no growth across a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from collector.report.devices import device_tables
from collector.report.rankings import app_lists
from collector.report.read import open_warehouse, read_survey
from collector.report.write import write_report

if TYPE_CHECKING:
    from collector.models import Wave
    from collector.paths import Paths
    from collector.report.records import Survey


@pytest.fixture
def survey(paths: Paths, wave: Wave) -> Survey:
    with open_warehouse(paths, wave) as connection:
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
    with open_warehouse(paths, wave) as connection:
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
