"""A saved list says what it says, and a file that is not what it should be is refused by line."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from saved_lists import DEVICES, SNAPSHOT, TWO, TYPED, entry, month, reply

from collector.errors import UsageError
from collector.imports.read import read_saved
from collector.imports.rows import Saved, parse_date


def read(text: str, store: str = "iresearch", chart: str = "finance", given: str | None = None) -> Saved:
    on = parse_date(given, "--date") if given else None
    return read_saved(text.encode(), "f", store=store, chart=chart, given=on)


def fault(text: str, store: str = "iresearch", chart: str = "finance", given: str | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        read(text, store, chart, given)
    return str(caught.value)


@pytest.mark.parametrize("text", [reply(month(*TWO)), json.dumps(month(*TWO))])
def test_the_place_is_the_rank_and_their_rank_is_among_all_apps(text: str) -> None:
    saved = read(text)
    assert [(one.rank, one.depth, one.code) for one in saved.placed] == [(1, 2, "3201"), (2, 2, "4900")]
    assert {one.on.day for one in saved.placed} == {date(2026, 6, 30)}
    assert [(one.overall_rank, one.n_devices_wan, one.growth) for one in saved.devices] == [
        (28, 26240, Decimal("3.91")),
        (39, 20676, Decimal("1.90")),
    ]
    assert saved.warnings == ()


def test_unknown_keys_are_told_and_do_not_stop_the_reading() -> None:
    assert read(reply(month(*TWO, Score=1), Page=1)).warnings == (
        "f: unknown key Page",
        "f: unknown key Score",
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"UseNum": "26240"}, "f:3 UseNum: '26240' is no whole number above 0"),
        ({"UseNum": 0}, "f:3 UseNum: 0 is no whole number"),
        ({"Rank": 28}, "f:3 Rank: 28 does not follow 28"),
        ({"Appid": 3201}, "f:3 Appid: 3201 stands twice"),
        ({"TimeName": "2026年05月"}, "f:3 TimeName: '2026年05月' is not the month of TimeId 202606"),
        ({"Growth": "n/a"}, "f:3 Growth: 'n/a' is no number"),
        ({"FclassName": "社交"}, "f: apps of 2 classes"),
    ],
)
def test_a_wrong_value_of_a_reply_is_named_with_its_line(changes: dict[str, object], expected: str) -> None:
    first, second = month(*TWO)
    assert fault(reply([first, second | changes])).startswith(expected)


def test_an_empty_month_is_not_out_yet() -> None:
    assert "not out yet" in fault(reply([]))


def test_a_reply_that_failed_and_one_cut_in_the_middle_are_refused() -> None:
    assert "Status is 'fail'" in fault('{"Status": "fail", "List": []}')
    assert fault(reply(month(*TWO))[:-40]).startswith("f:3: broken JSON")


def test_entries_of_the_old_rss_are_ranked_by_their_place() -> None:
    entries = [entry("11", "甲", "甲银行"), entry("22", "乙")]
    feed = {"feed": {"entry": entries, "updated": {"label": "2023-05-31T17:30:00-07:00"}}}
    saved = read(json.dumps(feed), "apple", "top-free")
    # 17:30 in California is 08:30 of the next day in Shanghai
    assert {one.on.day for one in saved.placed} == {date(2023, 6, 1)}
    assert [(one.rank, one.code, one.seller) for one in saved.placed] == [
        (1, "11", "甲银行"),
        (2, "22", None),
    ]


def test_one_entry_comes_as_an_object_and_none_is_never_a_list_of_no_apps() -> None:
    assert len(read(json.dumps({"entry": entry("11", "甲")}), "apple", "top-free", "2023").placed) == 1
    assert "throttled" in fault('{"feed": {"title": {}}}', "apple", "top-free", "2023")


def test_a_list_that_is_cut_counts_as_deep_as_it_is() -> None:
    cut = [entry("11", "甲", **{"$position": {"index": 1, "total": 100}})]
    saved = read(json.dumps(cut), "apple", "top-free", "2023")
    assert saved.placed[0].depth == 1
    assert saved.warnings == ("f: 1 of 100 entries; the list counts as 1 deep",)


def test_the_snapshot_gives_the_list_that_was_asked_for() -> None:
    saved = read(SNAPSHOT, "apple", "top-free", "2023")
    assert [(one.rank, one.depth, one.code) for one in saved.placed] == [
        (1, 2, "bundle:com.a"),
        (2, 2, "bundle:com.b"),
    ]
    assert (saved.placed[0].on.day, saved.precision) == (date(2023, 12, 31), "year")


def test_a_typed_list_may_leave_ranks_out_where_its_depth_is_given() -> None:
    saved = read(TYPED, "apple", "top-free")
    assert [(one.on.day.isoformat(), one.rank, one.depth) for one in saved.placed] == [
        ("2018-11-01", 10, 200),
        ("2018-11-01", 113, 200),
        ("2018-12-01", 1, 1),
    ]


def test_typed_devices_may_leave_growth_out() -> None:
    assert [(one.month, one.growth) for one in read(DEVICES).devices] == [
        (date(2026, 5, 1), None),
        (date(2026, 6, 1), Decimal("3.91")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TYPED.replace(",200,113,", ",200,213,"), "f:3 rank: 213 is beyond the list's 200 places"),
        (TYPED.replace(",200,113,", ",,113,"), "f:3 rank: depth 2 after 200"),
        (TYPED.replace(",113,222", ",113,111"), "f:3 store_app_code: 111 stands twice"),
        (TYPED.replace("2018-12-01", "2018-13-01"), "f:4 date: '2018-13-01' is no day"),
        (TYPED.replace("rank,", "place,"), "f:1: unknown columns"),
        (TYPED.replace(",113,222,,", ",113,222,"), "f:3: 5 cells, expected 6"),
        (DEVICES.replace("26240", "2.6亿"), "f:3 devices_wan: '2.6亿' is no whole number"),
        (DEVICES.replace("2026-05", "2026-06"), "f:3 store_app_code: 3201 stands twice in 2026-06"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(text: str, expected: str) -> None:
    assert fault(text, "apple", "top-free").startswith(expected)


def test_a_date_must_be_given_where_the_file_has_none_and_must_not_contradict_it() -> None:
    assert "add --date" in fault(SNAPSHOT, "apple", "top-free")
    assert "the file says 2026-06-30" in fault(reply(month(*TWO)), given="2026-05")
    assert len(read(reply(month(*TWO)), given="2026-06").placed) == 2


def test_a_list_of_one_store_is_not_taken_for_another() -> None:
    assert fault(reply(month(*TWO)), "apple").endswith("Fix: write --store iresearch")


def test_text_in_another_encoding_is_refused_by_line() -> None:
    with pytest.raises(UsageError, match=r"f:2: byte 0xd5 is not UTF-8"):
        read_saved(TYPED.encode("gb18030"), "f", store="apple", chart="top-free", given=None)
