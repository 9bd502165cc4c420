"""The tiny wave counted by hand. Who is what, and why, stands beside each expectation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import duckdb

WALLED = "unreachable:dns_failed"
PARTIAL = "partial:challenge"


def read_answers(
    warehouse: duckdb.DuckDBPyConnection, item: str, channel: str
) -> dict[str, tuple[str, str | None]]:
    rows = warehouse.execute(
        "select bank_id, answer, reason from fct_observation where item_id = ? and channel_id = ?",
        [item, channel],
    ).fetchall()
    return {bank_id: (answer, reason) for bank_id, answer, reason in rows}


def test_water_on_any_channel(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert read_answers(warehouse, "water", "any") == {
        "aaa": ("present", None),  # says so on two pages
        "bbb": ("absent", None),  # site read (a page that is gone does not block), app page read
        "ccc": ("unknown", WALLED),
        "ddd": ("present", None),  # its union's app page says so
        "eee": ("unknown", PARTIAL),
        "fff": ("unknown", "no_known_site"),
        "ggg": ("unknown", "not_attempted"),
        "hhh": ("unknown", "app_page_unread"),  # site read, its app's page was not
        "iii": ("absent", None),  # https timed out, http answered: one visited URL; it has no known app
    }


def test_an_unread_app_page_says_nothing_about_the_web_bank(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert read_answers(warehouse, "water", "web_bank")["hhh"] == ("absent", None)
    assert read_answers(warehouse, "water", "mobile_bank")["hhh"] == ("unknown", "app_page_unread")


def test_an_offer_without_a_channel_leaves_every_channel_unknown(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert read_answers(warehouse, "movie_show", "any")["hhh"] == ("present", None)
    for channel in ("web_bank", "mobile_bank", "wechat_bank", "direct_bank"):
        assert read_answers(warehouse, "movie_show", channel)["hhh"] == ("unknown", "channel_unstated")


def test_a_sentence_that_denies_is_no_offer(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert read_answers(warehouse, "hospital_registration", "any")["eee"] == ("unknown", PARTIAL)


def test_words_on_a_page_that_is_no_visit_are_no_evidence(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert read_answers(warehouse, "electricity", "web_bank")["eee"] == ("unknown", PARTIAL)


def test_union_app_speaks_for_its_member_as_inherited(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select item_id, channel_id, n_mentions, best_mention_id from fct_observation "
        "where bank_id = 'ddd' and is_inherited order by all"
    ).fetchall()
    assert rows == [
        ("daily_life", "any", 1, "m5"),
        ("daily_life", "mobile_bank", 1, "m5"),
        ("water", "any", 1, "m5"),
        ("water", "mobile_bank", 1, "m5"),
    ]


def test_best_evidence_is_the_shallowest_page(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = warehouse.execute(
        "select n_mentions, best_mention_id from fct_observation "
        "where bank_id = 'aaa' and item_id = 'water' and channel_id = 'any'"
    ).fetchone()
    assert row == (1, "m1")  # m1 and m2 are the same sentence on two pages


def test_visits(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, visit_status, n_urls, n_visited, n_blocking, complete_depth, main_outcome "
        "from fct_visit"
    ).fetchall()
    assert sorted(rows) == [
        ("aaa", "complete", 2, 2, 0, 3, "ok"),
        ("bbb", "complete", 2, 1, 0, 3, "ok"),
        ("ccc", "unreachable", 1, 0, 1, -1, "dns_failed"),
        ("ddd", "complete", 1, 1, 0, 3, "ok"),
        (
            "eee",
            "partial",
            4,
            1,
            3,
            0,
            "challenge",
        ),  # two pages left over at depth 2, the wall stands at depth 1
        ("fff", "no_known_site", 0, 0, 0, -1, None),
        ("ggg", "not_attempted", 0, 0, 0, -1, None),
        ("hhh", "complete", 1, 1, 0, 3, "ok"),
        ("iii", "complete", 1, 1, 0, 3, "ok"),
    ]


def test_coverage_of_daily_life(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select segment, n_banks, n_present, n_absent, n_unknown, value, low, high, ci_low, ci_high, "
        "published_2018, published_line "
        "from scenario_coverage where item_id = 'daily_life' and channel_id = 'any'"
    ).fetchall()
    found = {row[0]: row[1:] for row in rows}
    # present aaa ddd; absent bbb iii; unknown ccc eee fff hhh and, in all, the private bank ggg
    half = (Decimal("0.150039"), Decimal("0.849961"))  # Wilson of 2 in 4: 0.1500–0.8500
    assert found["small_and_medium"] == (
        *(8, 2, 2, 4),
        *(Decimal("0.5"), Decimal("0.25"), Decimal("0.75")),
        *half,
        *(Decimal("0.88"), 311),
    )
    assert found["all"] == (
        *(9, 2, 2, 5),
        *(Decimal("0.5"), Decimal("0.222222"), Decimal("0.777778")),
        *half,
        *(None, None),
    )
    assert found["private"] == (1, 0, 0, 1, None, Decimal(0), Decimal(1), None, None, None, None)
    assert found["large"] == (0, 0, 0, 0, None, None, None, None, None, None, None)


def test_business_lines_and_channels(warehouse: duckdb.DuckDBPyConnection) -> None:
    lines = warehouse.execute(
        "select channel_id, n_present, n_absent, n_unknown from business_line_channels "
        "where item_id = 'loan' and segment = 'all' and channel_id in ('any', 'web_bank', 'mobile_bank') "
        "order by channel_id"
    ).fetchall()
    # absent: bbb ddd hhh iii (lines do not need the app page); unknown: ccc eee fff ggg
    assert lines == [("any", 1, 4, 4), ("mobile_bank", 0, 5, 4), ("web_bank", 1, 4, 4)]
    channels = warehouse.execute(
        "select item_id, channel_id, n_present, n_absent, n_unknown "
        "from channel_coverage where segment = 'all' order by item_id"
    ).fetchall()
    assert channels == [("mobile_bank", "any", 1, 4, 4), ("web_bank", "any", 0, 5, 4)]


def test_app_ranks(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, state, best_rank, observed_depth, is_inherited from fct_bank_app_rank order by 1"
    ).fetchall()
    unknown = [(bank, "unknown", None, 20, False) for bank in ("ccc", "eee", "fff", "ggg", "iii")]
    assert rows == sorted(
        [
            ("aaa", "listed", 10, 20, False),
            ("bbb", "not_listed", None, 20, False),
            ("ddd", "listed", 15, 20, True),
            ("hhh", "not_listed", None, 20, False),
            *unknown,
        ]
    )


def test_app_activity(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select segment, n_banks, n_listed, n_not_listed, n_unknown, n_inherited, q1_rank, median_rank, "
        "q3_rank, share_top_15, share_top_100, published_2018_listed "
        "from app_activity where segment in ('all', 'city') order by segment"
    ).fetchall()
    # ranks 10 and 15: the 1st, 1st and 2nd of two; a list of 20 cannot tell who is in the top 100
    assert rows == [
        ("all", 9, 2, 2, 5, 1, 10, 10, 15, Decimal("0.5"), None, 79),
        ("city", 4, 0, 2, 2, 0, None, None, None, Decimal(0), None, 32),
    ]


def test_products_are_series_per_channel(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select bank_id, series, channel_id, n_captures, n_names, best_product_id, business_line_id "
        "from fct_product"
    ).fetchall()
    assert sorted(rows, key=str) == sorted(
        [("aaa", "稳盈", "web_bank", 2, 2, "p1", None), ("aaa", "快贷", "mobile_bank", 1, 1, "p3", "loan")],
        key=str,
    )


def test_what_sources_state_of_a_series_is_spanned_and_else_unknown(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    columns = (
        "source_id, n_codes, min_term_days, max_term_days, lowest_risk_level, highest_risk_level, "
        "min_amount_cny, yield_low_percent, yield_high_percent, currencies, sale_from_date, sale_until_date, "
        "sale_statuses"
    )
    row, unstated = (
        warehouse.execute(f"select {columns} from fct_product where series = ?", [series]).fetchone()
        for series in ("稳盈", "快贷")
    )
    assert row == (
        *("list", 2, 35, 91, "R2", "R3", Decimal(10000), Decimal("3.6"), Decimal("3.9"), "CNY|USD"),
        *(date(2026, 1, 5), date(2026, 2, 9), "ended|on_sale"),
    )
    assert unstated == (None, 0, *[None] * 11)


def test_profile(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = warehouse.execute(
        "select n_scenarios, n_scenarios_unknown, n_scenario_categories, n_lines_web, n_lines_mobile, "
        "n_lines_any, channels_zh, n_products, best_app_rank, app_rank_depth, app_rank_state, "
        "is_app_inherited "
        "from bank_profile where bank_id = 'aaa'"
    ).fetchone()
    assert row == (1, 0, 1, 1, 0, 1, "手机银行", 2, 10, 20, "listed", False)


def test_products_of_a_bank_that_was_never_read_are_no_number(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select distinct visit_status, n_products is null from bank_profile inner join fct_visit "
        "using (wave, bank_id, visit_status) where n_products is null or n_visited = 0"
    ).fetchall()
    assert {"unreachable", "no_known_site"} <= {status for status, _ in rows}
    assert all(is_null for _, is_null in rows)
    assert not {status for status, _ in rows} & {"complete", "partial"}


def test_every_published_table_and_column_is_documented(warehouse: duckdb.DuckDBPyConnection) -> None:
    tables = warehouse.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'main'"
    ).fetchall()
    columns = warehouse.execute(
        "select table_name || '.' || column_name from duckdb_columns() "
        "where schema_name = 'main' and not internal and coalesce(comment, '') = ''"
    ).fetchall()
    assert len(tables) == 60
    assert [name for name, comment in tables if not (comment or "").startswith("One row per ")] == []
    assert columns == []


def test_published_file_needs_no_other_file(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)


@pytest.mark.parametrize(
    ("item", "value", "qualifier"),
    [
        ("daily_life", "0.88", "exact"),
        ("communications", "0.81", "exact"),
        ("transport_travel", "0.5", "over"),
        ("culture_entertainment", "0.5", "over"),
        ("healthcare", "0.23", "exact"),
    ],
)
def test_published_shares_are_those_of_the_report(
    warehouse: duckdb.DuckDBPyConnection, item: str, value: str, qualifier: str
) -> None:
    rows = warehouse.execute(
        "select segment, channel_id, value, qualifier from published_2018 "
        "where statistic = 'scenario_coverage' and item_id = ?",
        [item],
    ).fetchall()
    assert rows == [("small_and_medium", "any", Decimal(value), qualifier)]


def test_what_was_left_alone_is_counted_by_reason_and_every_reason_has_a_row(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = warehouse.execute(
        "select segment, reason, n_banks, n_banks_refrained, n_pages from crawl_refrained where n_pages > 0"
    ).fetchall()
    # eee alone: one page behind a wall, two for which the budget had no room; it is a city bank
    assert sorted(rows) == [
        ("all", "challenge", 9, 1, 1),
        ("all", "over_budget", 9, 1, 2),
        ("city", "challenge", 4, 1, 1),
        ("city", "over_budget", 4, 1, 2),
        ("small_and_medium", "challenge", 8, 1, 1),
        ("small_and_medium", "over_budget", 8, 1, 2),
    ]
    n_rows = warehouse.execute("select count(*) from crawl_refrained").fetchone()
    assert n_rows == (8 * 11,)  # segments and reasons
