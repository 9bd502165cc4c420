"""The statistics beyond shares of scenarios, lines and channels, on the tiny wave, counted by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tiny_wave import NOON, make_wave

from collector.errors import UsageError
from collector.warehouse.explain import explain

if TYPE_CHECKING:
    import duckdb
    from conftest import Built


def test_technologies_and_service_channels_are_decided_for_any_channel_only(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    query = "select n_present, n_absent, n_unknown, is_small_cell from {} where segment = 'all'"
    # bbb says so (of its mobile bank); aaa ddd hhh iii were read and do not; ccc eee fff ggg were not read
    assert warehouse.execute(query.format("technology_coverage")).fetchall() == [(1, 4, 4, True)]
    assert warehouse.execute(query.format("service_channel_coverage")).fetchall() == [(0, 5, 4, True)]
    channels = warehouse.execute(
        "select distinct channel_id from fct_observation where item_kind in ('technology', 'service_channel')"
    ).fetchall()
    assert channels == [("any",)]


@pytest.mark.parametrize(
    ("line", "channel", "counts"),
    [
        # aaa: 稳盈 (no line stated) through the web bank, 快贷 (a loan) through the mobile bank
        ("any", "any", (1, 4, 4, 2)),
        ("loan", "any", (1, 4, 4, 1)),
        ("loan", "mobile_bank", (1, 4, 4, 1)),
        ("loan", "web_bank", (0, 4, 5, 0)),  # 稳盈 may be a loan
        ("deposit", "any", (0, 4, 5, 0)),  # 稳盈 may be a deposit
        ("deposit", "mobile_bank", (0, 5, 4, 0)),  # it is not in the mobile bank
        ("any", "wechat_bank", (0, 5, 4, 0)),
    ],
)
def test_products_leave_open_what_no_page_states(
    warehouse: duckdb.DuckDBPyConnection, line: str, channel: str, counts: tuple[int, ...]
) -> None:
    row = warehouse.execute(
        "select n_present, n_absent, n_unknown, n_series from online_products "
        "where segment = 'all' and item_id = ? and channel_id = ?",
        [line, channel],
    ).fetchone()
    assert row == counts


def test_a_bank_without_products_says_why_it_is_unknown(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, answer, reason, n_series, n_series_possible from online_product_counts "
        "where item_id = 'deposit' and channel_id = 'any' and bank_id < 'f' order by bank_id"
    ).fetchall()
    assert rows == [
        ("aaa", "unknown", "line_or_channel_unstated", 0, 1),
        ("bbb", "absent", None, 0, 0),
        ("ccc", "unknown", "unreachable:dns_failed", 0, 0),
        ("ddd", "absent", None, 0, 0),
        ("eee", "unknown", "partial:challenge", 0, 0),
    ]


def test_scenario_counts_have_bounds(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, n_items, value, low, high from scenario_counts "
        "where item_kind = 'scenario_category' and channel_id = 'any' order by bank_id"
    ).fetchall()
    # hhh offers movies; of the rest of it the page of its app was not read
    nothing_known = [(bank, 3, None, 0, 3) for bank in ("ccc", "eee", "fff", "ggg")]
    assert rows == sorted(
        [
            *(("aaa", 3, 1, 1, 1), ("bbb", 3, 0, 0, 0), ("ddd", 3, 1, 1, 1), ("iii", 3, 0, 0, 0)),
            *(("hhh", 3, None, 1, 3), *nothing_known),
        ]
    )


def test_breadth_asks_for_at_least_so_many(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select n_at_least, n_present, n_absent, n_unknown, value from scenario_breadth "
        "where segment = 'all' and channel_id = 'any' order by 1"
    ).fetchall()
    # at least one: aaa ddd hhh, not bbb iii; at least two: hhh may, aaa bbb ddd iii do not
    assert rows == [(1, 3, 2, 4, Decimal("0.6")), (2, 0, 4, 5, Decimal(0)), (3, 0, 4, 5, Decimal(0))]


def test_the_funnel_counts_sites_and_apps(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select step, n_banks, n_reached, n_by_site, n_by_app from survey_funnel "
        "where segment = 'all' order by position"
    ).fetchall()
    # apps are known of aaa bbb ddd (its union's) hhh, their pages read but for hhh; fff has neither site nor
    # app, ggg was not asked, ccc gave nothing, of eee nothing is determined
    assert rows == [
        ("in_universe", 9, 9, None, None),
        ("source_known", 9, 8, 8, 4),
        ("attempted", 9, 7, 7, 3),
        ("visited", 9, 6, 6, 3),
        ("partly_determined", 9, 5, None, None),
        ("fully_determined", 9, 4, None, None),
    ]


def test_the_funnel_stands_beside_how_many_the_report_counted(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select segment, step, published_2018, published_line from survey_funnel "
        "where published_2018 is not null order by position, segment"
    ).fetchall()
    assert rows == [
        ("city", "in_universe", 134, 246),
        ("joint_stock", "in_universe", 12, 246),
        ("large", "in_universe", 5, 246),
        ("rural", "in_universe", 1262, 246),
        ("city", "partly_determined", 109, 125),
        ("joint_stock", "partly_determined", 12, 125),
        ("rural", "partly_determined", 156, 125),
        ("small_and_medium", "partly_determined", 121, 307),
    ]


def test_the_index_is_the_mean_of_its_parts(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, products_value, products_low, products_high, channels_value, channels_low, "
        "channels_high from bank_index where bank_id in ('aaa', 'bbb', 'ccc') order by bank_id"
    ).fetchall()
    # aaa: 1 of 2 lines, 1 of 3 categories, a loan product and perhaps a deposit; 1 of 2 channels (the mobile
    # bank), 1 of 6 lines in web, mobile and WeChat bank
    assert rows == [
        (
            *("aaa", None, Decimal("44.44"), Decimal("61.11")),
            *(Decimal("33.33"), Decimal("33.33"), Decimal("33.33")),
        ),
        ("bbb", *[Decimal(0)] * 6),
        ("ccc", None, Decimal(0), Decimal(100), None, Decimal(0), Decimal(100)),
    ]


def test_series_are_explained_by_the_pages_that_name_them(built: Built) -> None:
    found = explain(built.paths, make_wave(), "online_products", item="any")
    assert [
        (row.bank_id, row.evidence.sentence, row.evidence.url, row.evidence.fetched_at, row.evidence.segment)
        for row in found.answers
        if row.evidence is not None
    ] == [
        ("aaa", "快贷: 快贷", "https://www.aaa.test/f-aaa-1", NOON, "00001.warc.gz"),
        ("aaa", "稳盈: 稳盈第1期", "https://www.aaa.test/f-aaa-0", NOON, "00001.warc.gz"),
    ]
    assert (found.count("present"), found.count("absent"), found.count("unknown")) == (1, 4, 4)
    assert (found.low, found.high) == (Decimal("0.111111"), Decimal("0.555556"))


def test_counts_and_steps_are_explained_bank_by_bank(built: Built) -> None:
    counts = explain(built.paths, make_wave(), "scenario_counts", segment="city")
    assert [(row.bank_id, row.answer) for row in counts.answers] == [
        ("hhh", "1 to 3 of 3"),
        ("ccc", "0 to 3 of 3"),
        ("eee", "0 to 3 of 3"),
        ("bbb", "0 of 3"),
    ]
    breadth = explain(built.paths, make_wave(), "scenario_breadth", item="1", segment="city")
    assert [(row.bank_id, row.answer) for row in breadth.answers] == [
        ("hhh", "present"),
        ("bbb", "absent"),
        ("ccc", "unknown"),
        ("eee", "unknown"),
    ]
    assert (breadth.low, breadth.high) == (Decimal("0.25"), Decimal("0.75"))
    funnel = explain(built.paths, make_wave(), "survey_funnel", item="visited", segment="city")
    assert [(row.bank_id, row.answer, row.reason) for row in funnel.answers] == [
        ("bbb", "reached", None),
        ("hhh", "reached", "complete:ok"),
        ("eee", "reached", "partial:challenge"),
        ("ccc", "attempted", "unreachable:dns_failed"),
    ]


def test_shares_of_technologies_are_explained_by_sentences(built: Built) -> None:
    found = explain(built.paths, make_wave(), "technology_coverage", item="big_data")
    (says,) = [row for row in found.answers if row.answer == "present"]
    assert says.evidence is not None
    assert (says.bank_id, says.evidence.sentence) == ("bbb", "可办理 big_data")


@pytest.mark.parametrize(
    ("statistic", "item", "message"),
    [
        ("online_products", "lone", "one of loan"),
        ("scenario_counts", "scenari", "one of scenario"),
        ("scenario_breadth", "10", "one of 1"),
        ("survey_funnel", "visit", "one of visited"),
        ("bank_index", None, "bank_index: is about one bank"),
    ],
)
def test_what_is_not_counted_is_refused(built: Built, statistic: str, item: str | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        explain(built.paths, make_wave(), statistic, item=item)
