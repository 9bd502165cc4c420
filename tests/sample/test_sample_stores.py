"""What the sample's stores say is what their facts say, in the forms that the stores' readers read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from protego import Protego

from collector.config.lookup import find_wave
from collector.fetch.store_calls import first_calls
from collector.fetch.stores import apps_of
from collector.sample.page import Asked
from collector.sample.sites import read_sites
from collector.sample.store_tables import read_store_apps, read_store_use
from collector.sample.store_truth import (
    STORES,
    expected_details,
    expected_devices,
    expected_lists,
    months_out,
)
from collector.sample.stores.hosts import store_hosts
from collector.sample.stores.tencent import shown_downloads
from collector.sample.tables import read_chart
from collector.store_words import Platform, ReplyKind
from collector.words import Outcome
from tests.sample.store_asking import ask_list, ask_store, calls_of, one_call
from tests.sample.walking import config

if TYPE_CHECKING:
    from collector.extract.stores.records import AppDetail
    from tests.sample.asking import Ask

LISTS = [kind for kind in ReplyKind if one_call(kind).form.chart is not None]
DETAILS = [kind for kind in STORES if kind not in LISTS]


def as_expected(detail: AppDetail, wanted: object) -> dict[str, Any]:
    """The fields of a detail that the truth speaks of."""
    names = [name for name in wanted.__slots__ if name not in {"store", "reply_kind"}]  # type: ignore[attr-defined]
    return {name: getattr(detail, name) for name in names}


def of_truth(wanted: object) -> dict[str, Any]:
    names = [name for name in wanted.__slots__ if name not in {"store", "reply_kind"}]  # type: ignore[attr-defined]
    return {name: getattr(wanted, name) for name in names}


@pytest.mark.parametrize("kind", DETAILS)
def test_every_app_that_is_asked_for_is_told_as_the_facts_have_it_or_missing(kind: ReplyKind) -> None:
    truth = expected_details(kind)
    told, missing, asked = {}, set(), set()
    for call in calls_of(kind):
        one = ask_store(call)
        asked |= set(call.codes)
        if one.reply is not None:
            assert one.reply.warnings == (), call.url
            told |= {detail.store_app_code: detail for detail in one.reply.details}
            missing |= set(one.reply.missing_codes)
    assert told
    assert {code: as_expected(detail, truth[code]) for code, detail in told.items()} == {
        code: of_truth(truth[code]) for code in told
    }
    named = {name for one in truth.values() for name in (one.store_app_code, one.other_code)}
    assert missing.isdisjoint(named)
    assert asked & named <= {name for one in told.values() for name in (one.store_app_code, one.other_code)}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_read_whole_and_in_order_without_a_warning(kind: ReplyKind) -> None:
    call = one_call(kind)
    told, rows = ask_list(call)
    assert all(one.reply is not None and one.reply.warnings == () for one in told)
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    if call.form.row_mark is not None:
        read = [len(one.reply.entries) + len(one.reply.activity) for one in told if one.reply is not None]
        assert [one.body.count(call.form.row_mark.encode()) for one in told] == read
    truth = expected_details(kind)
    details = [detail for one in told if one.reply is not None for detail in one.reply.details]
    assert [as_expected(detail, truth[detail.store_app_code]) for detail in details] == [
        of_truth(one) for one in truth.values()
    ]


@pytest.mark.parametrize(
    ("kind", "sizes"),
    [
        (ReplyKind.XIAOMI_LIST, [30, 30, 30, 0]),
        (ReplyKind.WANDOUJIA_LIST, [24, 24, 0]),
        (ReplyKind.OPPO_LIST, [20, 20, 20, 0]),
        (ReplyKind.APPLE_CHART, [200]),
        (ReplyKind.APPLE_MARKETING_RSS, [100]),
        (ReplyKind.APPLE_LEGACY_RSS, [100]),
        (ReplyKind.IRESEARCH_MONTH, [30]),
        (ReplyKind.TALKINGDATA_RANK, [30]),
    ],
)
def test_a_list_ends_with_an_empty_page_or_is_one_reply(kind: ReplyKind, sizes: list[int]) -> None:
    told, _ = ask_list(one_call(kind))
    read = [one.reply for one in told if one.reply is not None]
    assert [len(reply.entries) + len(reply.activity) for reply in read] == sizes


def test_the_lists_of_the_truth_are_those_that_are_read() -> None:
    read = {}
    for kind in LISTS:
        _, rows = ask_list(one_call(kind))
        read |= {(row["store"], row["chart"]): () for row in rows}
        for row in rows:
            read[row["store"], row["chart"]] += (row["store_app_code"],)
    truth = expected_lists()
    assert {key: codes for key, codes in read.items() if key in truth} == dict(truth)
    assert set(read) - set(truth) == {("apple_rss", "topfreeapplications")}


def detail(kind: ReplyKind, code: str) -> AppDetail:
    calls = [call for call in calls_of(kind) if code in call.codes]
    replies = [one.reply for one in map(ask_store, calls) if one.reply is not None]
    return next(app for reply in replies for app in reply.details if app.store_app_code == code)


def listed(kind: ReplyKind, code: str) -> AppDetail:
    told, _ = ask_list(one_call(kind))
    details = [app for one in told if one.reply is not None for app in one.reply.details]
    return next(app for app in details if app.store_app_code == code)


def test_counts_are_exact_rounded_or_at_the_end_of_their_counter() -> None:
    told = detail(ReplyKind.TENCENT_APKINFO, "cmb.pb")
    assert (told.n_downloads, told.is_downloads_rounded) == (187_340_512, False)
    told = detail(ReplyKind.TENCENT_SHARE, "cmb.pb")
    assert (told.n_downloads, told.downloads_text) == (187_340_512, "1 亿次")
    told = listed(ReplyKind.WANDOUJIA_LIST, "com.icbc")
    assert (told.n_downloads, told.downloads_text) == (120_000_000, "1.2亿人安装")
    assert told.is_downloads_rounded
    told = listed(ReplyKind.WANDOUJIA_LIST, "cn.com.cbhb.mbank.per")
    assert (told.n_downloads, told.is_downloads_rounded) == (9321, False)
    told = listed(ReplyKind.OPPO_LIST, "com.icbc")
    assert (told.n_downloads, told.is_downloads_saturated) == (2_160_000_000, True)
    told = detail(ReplyKind.VIVO_DETAIL, "com.pingan.paces.ccms")
    assert (told.n_downloads, told.is_downloads_rounded, told.is_downloads_saturated) == (None, None, True)


def test_an_app_that_nobody_has_rated_has_no_rating() -> None:
    told = detail(ReplyKind.TENCENT_APKINFO, "sample-tlcb")
    assert (told.rating, told.n_ratings, told.star_counts) == (None, 0, (0, 0, 0, 0, 0))
    told = detail(ReplyKind.XIAOMI_DETAIL, "sample-tlcb")
    assert (told.rating, told.n_ratings) == (None, 0)
    assert detail(ReplyKind.APPLE_PAGE, "930396328").rating is None


def test_one_bank_on_android_and_on_harmony_is_two_apps() -> None:
    answer = store_hosts({})["web-drcn.hispace.dbankcloud.com"]
    read = expected_details(ReplyKind.HUAWEI_APPINFO)
    codes = ("sample-tlcb", "com.zjtlcb.merchant.hm")
    said = [
        json.loads(answer(Asked("/edge/webedge/appinfo", "", f'{{"pkgName":"{code}"}}'.encode())).body)
        for code in codes
    ]
    assert [(one["pkgName"], len(one["appId"]) >= 15) for one in said] == [
        ("sample-tlcb", False), ("com.zjtlcb.merchant.hm", True),
    ]  # fmt: skip
    assert [read[code].platform for code in codes] == [Platform.ANDROID, Platform.HARMONY]


def test_one_app_is_on_the_share_page_only_and_one_in_no_store() -> None:
    bjrcb = next(call for call in calls_of(ReplyKind.TENCENT_APKINFO) if "cn.com.bjns.mbank" in call.codes)
    assert ask_store(bjrcb).outcome is Outcome.EMPTY
    assert detail(ReplyKind.TENCENT_SHARE, "cn.com.bjns.mbank").n_downloads == 2_604_118
    assert "sample-xacb" not in {app.code for app in read_store_apps()}
    xacb = next(call for call in calls_of(ReplyKind.TENCENT_APKINFO) if "sample-xacb" in call.codes)
    reply = ask_store(xacb).reply
    assert reply is not None
    assert reply.missing_codes == ("sample-xacb",)


def test_a_search_finds_the_app_behind_one_that_only_sounds_like_it() -> None:
    call = next(call for call in calls_of(ReplyKind.VIVO_SEARCH) if "cmb.pb" in call.codes)
    found = json.loads(ask_store(call).body)["data"]["appSearchResponse"]["value"]
    assert found[0]["package_name"] == "example.vivo.helper"
    led_to = {call.url.partition("?")[0].rpartition("/")[2] for call in calls_of(ReplyKind.VIVO_DETAIL)}
    vivo = [app for app in read_store_apps() if app.store == "vivo"]
    assert led_to == {app.number for app in vivo if app.owner_id != "icbc"}  # no bank of the wave


def test_lookups_name_the_track_ids_of_apps_known_by_their_bundle() -> None:
    reply = ask_store(one_call(ReplyKind.APPLE_LOOKUP, with_bundles=True)).reply
    assert reply is not None
    assert {(app.other_code, app.store_app_code) for app in reply.details} >= {
        ("com.czbank.mbank", "9900000301"), ("com.cbhb.mbank.per", "9900000305"),
    }  # fmt: skip
    assert reply.missing_codes == ("95526.mobi",)


def test_three_months_are_out_and_the_next_is_an_empty_list() -> None:
    assert months_out() == (date(2018, 7, 1), date(2018, 8, 1), date(2018, 9, 1))
    answer = store_hosts({})["index.iresearch.com.cn"]
    query = "classId=5&classLevel=1&timeId={}&orderBy=2&pageIndex=1&pageSize=100"
    assert json.loads(answer(Asked("/app/GetDataList1", query.format(201810))).body)["List"] == []
    assert expected_devices(date(2018, 10, 1)) == ()
    month = expected_devices(date(2018, 9, 1))
    reply = ask_list(one_call(ReplyKind.IRESEARCH_MONTH))[0][0].reply
    assert reply is not None
    assert [(one.code, one.n_devices_wan, one.overall_rank, one.growth) for one in reply.devices] == [
        (one.store_app_code, one.n_devices_wan, one.overall_rank, one.growth_percent) for one in month
    ]
    assert (month[1].store_app_code, month[1].n_devices_wan) == ("3201", 9380)
    assert next(one for one in month if one.store_app_code == "380").growth_percent == Decimal("2.84")


def test_growth_follows_from_the_devices_but_where_the_base_was_restated() -> None:
    devices = {(use.code, use.month): use.devices_wan for use in read_store_use() if use.store == "iresearch"}
    parted = []
    for use in read_store_use():
        before = devices.get((use.code, date(2018, use.month.month - 1, 1)))
        if use.growth is None or use.devices_wan is None or before is None:
            continue
        if abs((use.devices_wan / before - 1) * 100 - float(use.growth)) > 0.08:
            parted.append((use.code, use.month))
    assert parted == [("380", date(2018, 9, 1))]


def test_an_app_is_renamed_from_one_month_to_the_next_under_the_same_number() -> None:
    names = [use.app_name for use in read_store_use() if (use.store, use.code) == ("iresearch", "2126")]
    assert names == ["光大银行手机银行", "光大银行", "光大银行"]


def test_every_known_android_app_of_a_case_bank_is_asked_for() -> None:
    codes = {code for call in calls_of(ReplyKind.TENCENT_APKINFO) for code in call.codes}
    case_banks = {site.bank_id for site in read_sites()} - {"dyrcb", "zjrcb"}  # members: their union's app
    owners = {app.owner_id for app in config().apps if app.store_app_code in codes}
    assert owners == case_banks | {"zjnx"}
    asked = {app.code for app in read_store_apps() if app.owner_id in owners and app.store == "tencent"}
    assert asked <= codes


def test_every_app_with_a_page_is_counted_by_the_store() -> None:
    counted = {app.code: app.app_name for app in read_store_apps() if app.store == "apple"}
    assert {app.store_app_code: app.app_name for app in read_chart()}.items() <= counted.items()


@pytest.mark.parametrize(
    ("number", "text"),
    [(1_266_237_501, "12 亿次"), (9_930_218, "993 万次"), (10_000, "1 万次"), (8123, "8123 次")],
)
def test_the_share_page_writes_whole_units(number: int, text: str) -> None:
    assert shown_downloads(number) == text


@pytest.mark.parametrize("store", [store.store for store in config().stores if store.is_on])
def test_robots_leaves_open_what_is_asked_for(store: str) -> None:
    declared = next(one for one in config().stores if one.store == store)
    wave = find_wave(config(), "sample")
    hosts = store_hosts({})
    for call in first_calls(declared, apps_of(config(), wave, declared), wave.as_of_date, is_series=False):
        host = call.url.split("/")[2]
        robots = hosts[host](Asked("/robots.txt")).body.decode("ascii")
        assert Protego.parse(robots).can_fetch(call.url, "collector"), call.url


def test_itunes_closes_what_the_real_one_closes() -> None:
    rules = Protego.parse(store_hosts({})["itunes.apple.com"](Asked("/robots.txt")).body.decode("ascii"))
    for path in ("/cn/rss/topfreeapplications/limit=100/genre=6015/json", "/cn/lookup?id=1", "/search?term=x",
                 "/WebObjects/MZStore.woa/wa/viewTop"):  # fmt: skip
        assert not rules.can_fetch(f"https://itunes.apple.com{path}", "collector"), path


def test_a_list_of_one_comes_as_an_object() -> None:
    answer = store_hosts({})["itunes.apple.com"]
    reply = answer(Asked("/cn/rss/topfreeapplications/limit=1/genre=6015/json"))
    assert isinstance(json.loads(reply.body)["feed"]["entry"], dict)


def test_what_is_posted_reaches_the_store_through_the_proxy(ask: Ask) -> None:
    got = ask("http://upage.html5.qq.com/wechat-apkinfo", "POST", '{"packagename":"cmb.pb"}')
    assert json.loads(got.body)["app_detail_rows"] == "1"


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "http://upage.html5.qq.com/wechat-apkinfo", 405),
        ("POST", "http://app.mi.com/categotyAllListApi?page=0&categoryId=1&pageSize=30", 405),
        ("POST", "http://apps.apple.com/cn/iphone/charts/6015?chart=top-free", 405),
        ("GET", "http://app.mi.com/categotyAllListApi?page=x&categoryId=1&pageSize=30", 404),
        ("GET", "http://web-drcn.hispace.dbankcloud.com/edge/webedge/getInterfaceCode", 404),
        ("GET", "http://www.wandoujia.com/wdjweb/api/category/more?catId=5023&subCatId=0&page=0", 404),
    ],
)
def test_other_addresses_and_methods_are_refused(ask: Ask, method: str, target: str, status: int) -> None:
    assert ask(target, method, "" if method == "POST" else None).status == status
