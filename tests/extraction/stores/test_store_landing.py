"""What became of every attempt on a store is a row; a list is joined from its pages, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from collector.console import Silent
from collector.extract import run
from collector.models import App, Budget, Config, Wave
from collector.paths import Paths
from collector.store_models import Store, StoreReplyForm
from collector.store_words import Every, Identity, ReplyKind
from collector.words import Outcome
from tests.extraction.reading import HeldArchive, fetch, taxonomy

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2018, 11, 1)
LIST = StoreReplyForm(
    ReplyKind.XIAOMI_LIST,
    "https://m.test/list?page={page}",
    chart="finance",
    row_mark='"packageName"',
    page_size=3,
    depth=100,
    min_depth=4,
    canaries=("p.1",),
)
STORES = (
    Store("xiaomi", "小米", "Xiaomi", True, "", 1.0, "", identity=Identity.PACKAGE, replies=(LIST,)),
    Store(
        "tencent", "应用宝", "Tencent", True, "", 1.0, "", identity=Identity.PACKAGE,
        replies=(
            StoreReplyForm(ReplyKind.TENCENT_APKINFO, "https://t.test/info", body='{"packagename":"{code}"}'),
            StoreReplyForm(ReplyKind.TENCENT_DETAIL, "https://t.test/app/{code}"),
        ),
    ),
    Store(
        "iresearch", "艾瑞", "iResearch", True, "", 1.0, "", identity=Identity.INDEX_NUMBER,
        replies=(
            StoreReplyForm(
                ReplyKind.IRESEARCH_MONTH, "https://i.test/m?t={month_number}", chart="finance",
                every=Every.MONTH,
            ),
        ),
    ),
)  # fmt: skip
APPS = (App("android:a.b", "njcb", "android", "a.b", "某行手机银行", "mobile_bank", (), None),)
CONFIG = Config((), APPS, taxonomy(), (), STORES, ())
BUDGET = Budget(pages=10, depth=2, rendered_pages=1, delay_seconds=0, timeout_seconds=1)
WAVE = Wave(
    "w", "试", "trial", DAY, True, ("njcb",), ("xiaomi", "tencent", "iresearch"), BUDGET, None, ()
)  # fmt: skip


def listing(*packages: str) -> bytes:
    rows = [{"appId": n, "packageName": name, "displayName": name} for n, name in enumerate(packages)]
    return json.dumps({"count": 20, "data": rows}).encode()


def page(number: int, *packages: str, day: int = 1, outcome: Outcome = Outcome.OK):
    asked = fetch(
        f"https://m.test/list?page={number}#2018-11-{day:02d}",
        source="store_xiaomi",
        owner_id=None,
        outcome=outcome,
        content_type="application/json",
    )
    at = datetime(2018, 11, day, 4, tzinfo=UTC)
    final_url = asked.url.partition("#")[0]
    return replace(asked, fetched_at=at, final_url=final_url), listing(*packages)


@pytest.fixture
def land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Extract an archive held in memory; the rows of a landed table."""

    def land_held(*held):
        monkeypatch.setattr(run, "Archive", lambda folder, wave: HeldArchive(tuple(held)))
        result = run.extract_wave(Paths(tmp_path, tmp_path), CONFIG, WAVE, jobs=1, progress=Silent())
        return lambda table: pq.read_table(result.folder / f"{table}.parquet").to_pylist()

    return land_held


def places(rows):
    return [(row["rank"], row["store_app_code"], row["observed_depth"]) for row in rows]


def test_pages_of_a_list_are_joined_and_an_app_that_slid_onto_the_next_counts_once(land):
    pages = (page(0, "p.1", "p.2", "p.3"), page(1, "p.3", "p.4", "p.5"), page(2))
    rows = land(*reversed(pages))
    ranks = rows("app_ranks")
    assert places(ranks) == [(n, f"p.{n}", 5) for n in range(1, 6)]
    first, second, _ = (fetched.fetch_id for fetched, _ in pages)
    assert {row["list_id"] for row in ranks} == {first}
    assert [row["capture_id"] for row in ranks] == [first, first, first, second, second]
    states = {row["page"]: (row["state"], row["n_entries"], row["n_listed"]) for row in rows("store_replies")}
    assert states == {0: ("read", 3, 20), 1: ("read", 3, 20), 2: ("read", 0, 20)}


def test_a_list_ends_before_the_page_that_did_not_come(land):
    lost, _ = page(1, outcome=Outcome.RATE_LIMITED)
    rows = land(page(0, "p.1", "p.2", "p.3", "p.4"), (lost, b""), page(2, "p.9"), page(3, "p.10"))
    assert places(rows("app_ranks")) == [(n, f"p.{n}", 4) for n in range(1, 5)]
    assert {row["page"]: row["state"] for row in rows("store_replies")} == {
        0: "read",
        1: "withheld",
        2: "read",
        3: "read",
    }


def test_a_list_without_its_first_page_has_no_ranks(land):
    assert land(page(1, "p.1", "p.2", "p.3", "p.4"))("app_ranks") == []


@pytest.mark.parametrize(
    ("packages", "problem"),
    [
        (("p.1", "p.2"), "2 rows, expected at least 4"),
        ((), "0 rows, expected at least 4"),
        (("p.2", "p.3", "p.4", "p.5"), "none of the apps that are always listed is there (p.1)"),
    ],
)
def test_a_list_that_cannot_be_right_is_told_and_the_other_day_is_kept(land, packages, problem):
    rows = land(page(0, *packages), page(0, "p.1", "p.2", "p.3", "p.4", day=2))
    assert {row["as_of_date"] for row in rows("app_ranks")} == {date(2018, 11, 2)}
    states = {
        row["as_of_date"].day: (row["state"], row["problem"]) for row in rows("store_replies")
    }  # fmt: skip
    assert states[1] == ("changed", problem)
    assert states[2][0] == "read"


def apk(body: object, **more: object):
    asked = fetch(
        "https://t.test/info?__wb_method=POST&__wb_body=01",
        source="store_tencent",
        content_type="application/json",
        **more,
    )
    return replace(asked, anchor_text="a.b", final_url="https://t.test/info"), json.dumps(body).encode()


def test_downloads_and_stars_are_landed_as_the_store_gives_them(land):
    info = {"package_name": "a.b", "name": "某行", "download_cnt_total": "123456", "author": "某行股份"}
    info |= {f"score_cnt{stars}_total": str(10 * stars) for stars in range(1, 6)}
    (row,) = land(apk({"ret": 0, "app_detail_records": {"a.b": {"app_info": info}}}))("app_details")
    assert (row["store"], row["store_app_code"], row["reply_kind"]) == ("tencent", "a.b", "tencent_apkinfo")
    assert (row["n_downloads"], row["is_downloads_rounded"]) == (123456, False)
    assert [row[f"n_ratings_{stars}"] for stars in range(1, 6)] == [10, 20, 30, 40, 50]
    assert row["seller"] == "某行股份"


def test_an_app_that_the_store_does_not_have_is_named(land):
    (row,) = land(apk({"ret": 0, "app_detail_records": {}}))("store_replies")
    assert (row["state"], row["n_details"], row["missing_codes"]) == ("read", 0, "a.b")


def test_a_store_without_the_app_that_is_always_there_has_changed(land, monkeypatch):
    apkinfo, *others = STORES[1].replies
    tencent = replace(STORES[1], replies=(replace(apkinfo, canaries=("a.b",)), *others))
    monkeypatch.setitem(globals(), "CONFIG", replace(CONFIG, stores=(tencent,)))
    (row,) = land(apk({"ret": 0, "app_detail_records": {}}))("store_replies")
    assert (row["state"], row["problem"]) == ("changed", "a.b is missing, an app that is always there")


def test_a_reply_in_another_form_is_told_and_nothing_else_is_lost(land):
    rows = land(apk({"code": 0, "records": []}), page(0, "p.1", "p.2", "p.3", "p.4"))
    assert len(rows("app_ranks")) == 4
    (row,) = (row for row in rows("store_replies") if row["store"] == "tencent")
    assert row["state"] == "changed"
    assert row["problem"]


def test_https_tried_in_vain_is_no_row_beside_the_wall_that_http_met(land):
    walled, _ = page(0, outcome=Outcome.CHALLENGE)
    probe = replace(walled, fetch_id="f" * 16, outcome=Outcome.CONNECT_FAILED, segment=None)
    walled = replace(walled, fetch_id="0" * 16, url=walled.url.replace("https:", "http:"))
    (row,) = land((probe, b""), (walled, b"<html>"))("store_replies")
    assert (row["state"], row["outcome"]) == ("withheld", "challenge")


def test_what_was_not_fetched_is_a_row_with_its_outcome(land):
    asked, _ = apk({}, outcome=Outcome.ROBOTS_DISALLOWED)
    lost = replace(asked, segment=None, detail="robots_rule: /info")
    (row,) = land((lost, b""))("store_replies")
    assert (row["state"], row["outcome"], row["problem"]) == (
        "unfetched",
        "robots_disallowed",
        "robots_rule: /info",
    )


def test_a_month_of_devices_is_dated_by_its_month(land):
    row = {"Rank": 9, "UseNum": 20676, "TimeId": 201809, "TimeName": "2018年09月", "Appid": 4900}
    row |= {"AppName": "某行", "Growth": 1.5, "FclassName": "金融理财"}
    asked = fetch(
        "https://i.test/m?t=201809#2018-11",
        source="store_iresearch",
        owner_id=None,
        content_type="application/json",
    )
    asked = replace(asked, final_url="https://i.test/m?t=201809")
    rows = land((asked, json.dumps({"Status": "success", "List": [row]}).encode()))
    (devices,) = rows("app_devices")
    assert (devices["month"], devices["n_devices_wan"]) == (date(2018, 9, 1), 20676)
    assert [(one["as_of_date"], one["rank"]) for one in rows("app_ranks")] == [(date(2018, 9, 30), 1)]


def test_a_month_that_is_not_out_is_withheld(land):
    asked = fetch("https://i.test/m?t=201809", source="store_iresearch", owner_id=None)
    asked = replace(asked, content_type="application/json")
    (row,) = land((asked, b'{"Status": "success", "List": []}'))("store_replies")
    assert (row["state"], row["problem"]) == ("withheld", "the list is empty: the month is not out yet")
