"""What stores reply: list days, whose apps are named, downloads, and which app pages "absent" needs."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import duckdb
import pytest
from cookbook import answer, pick
from rich.console import Console
from store_waves import MARCH, make_store_config, make_store_landings, make_store_waves
from tiny_wave import HOME, land, make_config, make_landing, make_wave

from collector.errors import ChecksFailedError
from collector.paths import Paths
from collector.store_words import ReplyState
from collector.views import show_explanation
from collector.warehouse.build import build_wave
from collector.warehouse.explain import explain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the build said."""
    return []


@pytest.fixture(scope="module")
def built_stores(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Paths:
    """Where the waves with several stores were built."""
    paths = Paths(home=HOME, data=tmp_path_factory.mktemp("stores"))
    for wave, rows in make_store_landings().items():
        land(paths.landing(wave), rows)
    build_wave(paths, make_store_config(), make_store_waves()[0], say=said.append)
    return paths


@pytest.fixture
def stores(built_stores: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read-only."""
    with duckdb.connect(str(built_stores.warehouse(is_sample=True)), read_only=True) as connection:
        yield connection


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    return connection.execute(query).fetchall()


def test_every_day_of_a_series_is_a_row_and_the_best_reply_counts(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores,
        "select day(as_of_date), state, n_replies, n_replies_read, n_rows, observed_depth, problem "
        "from app_list_days where store = 'xiaomi' and wave = 'daily' order by 1",
    ) == [
        (1, "read", 1, 1, 2, 2, None),
        (2, "read", 2, 2, 4, 4, None),
        (3, "missing", 0, 0, 0, None, None),
        (4, "changed", 2, 0, 0, None, "p"),
        (5, "read", 1, 1, 2, 2, None),
    ]


def test_a_monthly_list_is_due_until_it_has_come(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores, "select day(as_of_date), state, n_rows from app_list_days where chart = 'months' order by 1"
    ) == [(1, "read", 0), (2, "read", 1), (3, "not_due", 0), (4, "not_due", 0), (5, "not_due", 0)]


def test_a_wave_that_asks_once_has_the_days_that_were_asked(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores, "select store, chart, state from app_list_days where wave in ('tiny', 'rated') order by all"
    ) == [("apple", "top_free", "read"), ("apple", "top_free", "read")]


def test_pages_of_a_list_are_one_reading(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores,
        "select rank, store_app_code, app_id, capture_id from fct_app_rank "
        f"where store = 'xiaomi' and as_of_date = date '{MARCH[2]}' order by 1",
    ) == [
        (1, "com.other", None, "x2a"),
        (2, "com.aaa", "android:aaa", "x2a"),
        (3, "com.uuu", "android:uuu", "x2b"),
        (4, "com.third", None, "x2b"),
    ]


def test_movement_is_since_the_day_that_was_read_last(stores: duckdb.DuckDBPyConnection) -> None:
    """Between the 2nd and the 5th nothing was read, so there is no row and no movement in between."""
    assert ask(
        stores,
        "select day(as_of_date), bank_id, day(previous_date), movement, n_places_up from app_rank_movement "
        "where store = 'xiaomi' and wave = 'daily' and bank_id in ('aaa', 'ddd') order by 1, 2",
    ) == [
        (1, "aaa", None, None, None),
        (1, "ddd", None, None, None),
        (2, "aaa", 1, "down", -1),
        (2, "ddd", 1, "unknown", None),  # third now, and the list of the 1st ended at two
        (5, "aaa", 2, "up", 1),
        (5, "ddd", 2, "up", 1),
    ]


def test_a_number_is_learnt_from_a_reply_that_names_the_bundle_id(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores,
        "select owner_id, owner_basis, app_id from fct_app_rank where capture_id = 'a1c'",
    ) == [("ccc", "other_code", "apple:ccc")]
    assert ask(stores, "select owner_id, app_id from fct_app_detail where store_app_code = '555'") == [
        ("ccc", "apple:ccc")
    ]
    assert ask(stores, "select count(*) from review_app_owner where store_app_code = '555'") == [(0,)]


def test_one_package_on_two_platforms_is_two_apps(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores,
        "select platform, app_id, n_downloads, is_downloads_saturated, no_growth_reason from app_downloads "
        "where store = 'huawei' order by 1",
    ) == [
        ("android", "android:aaa", None, True, "saturated"),
        ("harmony", "harmony:aaa", 5, False, "first_reading"),
    ]


def test_downloads_follow_the_code_over_a_gap_and_a_new_name(stores: duckdb.DuckDBPyConnection) -> None:
    """On the 2nd the exact number of the second reply counts, so the 5th has grown by 40 since then."""
    assert ask(
        stores,
        "select day(as_of_date), app_name, app_id, n_downloads, day(previous_date), n_downloads_growth, "
        "no_growth_reason, rating, n_ratings_5, downloads_capture_id, ratings_capture_id "
        "from app_downloads where store = 'tencent' and wave = 'daily' order by 1",
    ) == [
        (1, "甲行", "android:aaa", 100, None, None, "first_reading", 4.0, None, "t1", "t1d"),
        (2, "甲行", "android:aaa", 100, 1, 0, None, None, None, "t2s", None),
        (5, "甲行新版", "android:aaa", 140, 2, 40, None, None, None, "t5", None),
    ]


def test_devices_that_were_read_have_their_capture(stores: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        stores,
        "select app_id, state, n_devices_wan, import_id, capture_id from app_devices where wave = 'daily'",
    ) == [("index:bbb", "given", 12, None, "i2")]


@pytest.mark.parametrize(
    ("wave", "bbb", "ddd", "iii"),
    [
        ("tiny", "absent", "absent", "absent"),
        # 应用宝 gave downloads of bbb's app, not what it says; the union's page was read; iii has no app
        ("both", "app_page_unread", "absent", "absent"),
        # that store has no descriptions to read, so it asks for nothing
        ("rated", "absent", "absent", "absent"),
    ],
)
def test_absent_needs_the_descriptions_of_the_stores_that_the_wave_reads(
    stores: duckdb.DuckDBPyConnection, wave: str, bbb: str, ddd: str, iii: str
) -> None:
    rows = stores.execute(
        "select bank_id, coalesce(reason, answer) from fct_observation where wave = ? "
        "and item_id = 'electricity' and channel_id = 'any' and bank_id in ('bbb', 'ddd', 'iii') order by 1",
        [wave],
    ).fetchall()
    assert rows == [("bbb", bbb), ("ddd", ddd), ("iii", iii)]


def test_a_changed_reply_of_a_series_is_said_and_published(said: list[str], stores: Paths) -> None:
    (warning,) = [line for line in said if "series_replies_are_read" in line]
    assert "wave=daily, store=xiaomi" in warning
    assert "https://xiaomi.test/xiaomi_list#x4b" in warning


@pytest.mark.slow
def test_a_changed_reply_of_a_wave_that_asks_once_stops_the_publish(tmp_path: Path) -> None:
    rows = make_landing()
    rows["store_replies"][0] |= {"state": "changed", "problem": "2 rows, expected 5"}
    land(Paths(home=HOME, data=tmp_path).landing("tiny"), rows)
    with pytest.raises(
        ChecksFailedError,
        match=r"store_replies_are_read \(1 rows\) \[wave=tiny, store=apple, .*https://apps.test/top",
    ):
        build_wave(Paths(home=HOME, data=tmp_path), make_config(), make_wave(), say=lambda _: None)


def test_every_state_is_a_word_of_the_vocabulary() -> None:
    text = (HOME / "warehouse" / "models" / "statistics" / "app_list_days.yml").read_text(encoding="utf-8")
    assert (
        f"values: [{', '.join(sorted(ReplyState, key=['read', 'changed', 'withheld', 'unfetched'].index))}, "
        in text
    )


def test_a_number_of_downloads_walks_back_to_its_reply(built_stores: Paths) -> None:
    (_, _, _, daily) = make_store_waves()
    found = explain(built_stores, daily, "app_downloads", bank="aaa")
    told = [
        (row.answer, row.channel_id, row.evidence.sentence, row.evidence.url)
        for row in found.answers
        if row.evidence
    ]
    assert told == [
        (
            "downloads",
            "2026-03-01",
            "counter at the end of its range",
            "https://huawei.test/huawei_appinfo#h1",
        ),
        ("downloads", "2026-03-01", "5", "https://huawei.test/huawei_appinfo#h1"),
        ("downloads", "2026-03-05", "140", "https://tencent.test/tencent_apkinfo#t5"),
        ("ratings", "2026-03-01", "4", "https://tencent.test/tencent_detail#t1d"),
    ]
    assert {row.reason for row in found.answers if row.answer == "ratings"} == {None}
    said = StringIO()
    show_explanation(Console(file=said, width=200), found)
    assert "aaa 甲行 · tencent 甲行新版 (com.aaa, android) · 2026-03-05\n    “140”\n" in said.getvalue()


def test_a_place_in_a_list_of_pages_walks_back_to_its_page(built_stores: Paths) -> None:
    (_, _, _, daily) = make_store_waves()
    found = explain(built_stores, daily, "app_activity", bank="ddd")
    told = {
        row.placing.as_of_date: row.evidence.url
        for row in found.answers
        if row.placing and row.evidence and row.placing.store == "xiaomi"
    }
    assert told[MARCH[2]] == "https://xiaomi.test/xiaomi_list#x2b"


def test_the_cookbook_finds_the_last_exact_number_of_downloads(stores: duckdb.DuckDBPyConnection) -> None:
    # 100 on the 1st, 140 on the 5th; 华为's counter stands at its end and is another store
    rows = answer(stores, "How often were", sample="daily")
    assert pick(rows, "owner_id", "as_of_date", "n_downloads", "n_banks_served") == [
        ("aaa", MARCH[5], 140, 1)
    ]


def test_the_cookbook_finds_the_days_without_a_list(stores: duckdb.DuckDBPyConnection) -> None:
    rows = answer(stores, "On which days", rankings="daily")
    assert pick(rows, "store", "as_of_date", "state") == [
        *(("apple", MARCH[day], "missing") for day in (2, 3, 4, 5)),
        ("xiaomi", MARCH[3], "missing"),
        ("xiaomi", MARCH[4], "changed"),
    ]
