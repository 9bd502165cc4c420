"""Recorded replies are read to typed rows; counts and values here were read off the files by eye."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyjson5
import pytest

from collector.store_words import Platform, ReplyKind
from tests.extraction.stores.replies import read, refusal

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "app_stores" / "samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared app-store samples are not on this machine"
)


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def test_lookup_gives_both_apps_and_leaves_no_key_unknown():
    reply = read(
        ReplyKind.APPLE_LOOKUP,
        sample("apple/lookup_de_mobile-store-scraper.json"),
        codes=("310633997", "284882215", "999"),
        canaries=("284882215",),
    )
    whatsapp, facebook = reply.details
    assert (whatsapp.store_app_code, whatsapp.other_code) == ("310633997", "net.whatsapp.WhatsApp")
    assert (whatsapp.rating, whatsapp.n_ratings, whatsapp.version) == (4.59579, 3_621_827, "26.41.75")
    assert (facebook.seller, facebook.updated_date) == ("Meta Platforms, Inc.", date(2026, 10, 23))
    assert facebook.category == "6005"
    assert whatsapp.platform is Platform.IOS
    assert (whatsapp.n_downloads, whatsapp.star_counts) == (None, None)
    assert reply.missing_codes == ("999",)
    assert reply.warnings == ()


@pytest.mark.parametrize(
    ("name", "code", "stars", "updated", "bundle_id"),
    [
        (
            "apple/app_page_284882215_de.html",
            "284882215",
            (126_602, 26_351, 71_482, 160_035, 1_046_398),
            date(2026, 10, 23),
            "com.facebook.Facebook",
        ),
        (
            "apple/app_page_310633997_us.html",
            "310633997",
            (649_182, 256_263, 570_246, 1_461_321, 15_895_690),
            date(2026, 10, 22),
            "net.whatsapp.WhatsApp",
        ),
    ],
)
def test_app_page_gives_stars_lowest_first_and_the_day(name, code, stars, updated, bundle_id):
    (app,) = read(ReplyKind.APPLE_PAGE, sample(name), codes=(code,)).details
    assert (app.star_counts, app.updated_date, app.other_code) == (stars, updated, bundle_id)
    assert sum(app.star_counts) == app.n_ratings
    message = refusal(ReplyKind.APPLE_PAGE, sample(name), is_withheld=False, codes=("999",))
    assert f"about {code}, expected 999" in message


def test_page_of_the_storefront_that_was_not_asked_is_refused():
    message = refusal(
        ReplyKind.APPLE_PAGE,
        sample("apple/app_page_310633997_us.html"),
        is_withheld=True,
        url="https://apps.apple.com/cn/app/id310633997",
        final_url="https://apps.apple.com/us/app/whatsapp-messenger/id310633997",
    )
    assert "expected storefront cn" in message


def test_rows_of_the_old_chart_are_read_once_put_back_into_their_page():
    apps = json.loads(sample("apple/old_charts_page_shoebox_us_6007_apps.json"))
    inner = json.dumps({"d": {"apps": [{"chart": "top-free", "data": apps}]}})
    outer = json.dumps({".v1.catalog.us.charts.types.apps.genre.6007.chart.top-free": inner})
    page = f'<script type="fastboot/shoebox" id="shoebox-x">{outer}</script>'
    entries = read(ReplyKind.APPLE_CHART, page, min_depth=1).entries
    assert len(entries) == 2
    assert (entries[0].rank, entries[0].store_app_code) == (1, "6448311069")
    assert [entry.rank for entry in entries] == [
        app["attributes"]["chartPositions"]["appStore"]["position"] for app in apps
    ]


@pytest.mark.parametrize(
    ("name", "n_rows", "first", "last"),
    [
        (
            "apple/rssv1_hk_top-free_100_2019-07-15.js",
            100,
            ("1084662006", "香港01", "HK01 Company Limited"),
            ("440676901", "Agoda - 訂房特惠", "Agoda.com"),
        ),
        ("apple/rssv1_hk_top-grossing_10_2019-07-15.js", 10, None, None),
    ],
)
def test_feed_of_the_first_version_has_the_form_of_the_second(name, n_rows, first, last):
    module = sample(name).partition("export default")[2].strip().rstrip(";")
    text = json.dumps(pyjson5.decode(module))
    reply = read(
        ReplyKind.APPLE_MARKETING_RSS,
        text,
        min_depth=n_rows,
        url="https://rss.marketingtools.apple.com/api/v2/hk/apps/top-free/100/apps.json",
    )
    assert len(reply.entries) == n_rows
    assert reply.as_of_date == date(2019, 7, 15)
    assert reply.warnings == ()
    for row, facts in ((reply.entries[0], first), (reply.entries[-1], last)):
        assert facts is None or (row.store_app_code, row.app_name, row.seller) == facts
    assert "storefront 'hk'" in refusal(
        ReplyKind.APPLE_MARKETING_RSS, text, is_withheld=True, url="https://x.test/api/v2/cn/apps/1.json"
    )


def test_apkinfo_gives_exact_downloads_beyond_32_bits():
    reply = read(
        ReplyKind.TENCENT_APKINFO,
        sample("tencent/wechat-apkinfo_com.tencent.mm_2024-09.TRANSCRIBED.json"),
        codes=("com.tencent.mm",),
    )
    (app,) = reply.details
    assert (app.app_name, app.seller, app.category) == ("微信", "深圳市腾讯计算机系统有限公司", "社交")
    assert (app.n_downloads, app.is_downloads_rounded) == (8_931_479_944, False)
    assert app.star_counts == (129_819, 38_544, 64_783, 85_772, 267_575)
    assert (app.n_ratings, app.rating) == (586_493, 3.5502878977242696)
    assert app.updated_date == date(2024, 9, 20)
    assert reply.warnings == ("reply._note is not known",)  # of the transcript, not of the store


def test_share_page_gives_the_exact_count_and_keeps_the_text():
    data = sample("tencent/a.app.qq.com_systemData_alipay_2025-11-27.TRANSCRIBED.json")
    reply = read(
        ReplyKind.TENCENT_SHARE,
        f"<html><script>\nwindow.systemData={data};\nwindow.other={{}};</script></html>",
        codes=("com.eg.android.AlipayGphone",),
    )
    (app,) = reply.details
    assert (app.app_name, app.version, app.other_code) == ("支付宝", "10.8.6.8000", "5294")
    assert (app.n_downloads, app.downloads_text) == (1_266_237_501, "12 亿次")
    assert app.is_downloads_rounded is False
    assert app.star_counts == (12_884, 1_969, 2_889, 3_310, 26_403)
    assert app.n_ratings == sum(app.star_counts)
    assert reply.warnings == ("systemData._note is not known",)


def test_home_list_takes_downloads_from_the_text_where_the_counter_is_full():
    reply = read(ReplyKind.OPPO_LIST, sample("oppo/index.json_2026.TRANSCRIBED.json"), min_depth=1)
    (app,) = reply.details
    assert (app.store_app_code, app.other_code) == ("com.tencent.mm", "4169")
    assert (app.n_downloads, app.downloads_text) == (17_340_000_000, "173.4 亿次")
    assert (app.is_downloads_rounded, app.is_downloads_saturated) == (True, True)
    assert (app.rating, app.n_ratings) == (2.93813, 509_095)


@pytest.mark.parametrize(
    ("name", "n_rows", "place", "package", "app_name", "version", "updated", "rating"),
    [
        (
            "xiaomi/marketclient_toplist_datas_2018.json",
            60, 34, "com.android.bankabc", "中国农业银行", "3.7.1", date(2017, 9, 14), 1.5,
        ),
        (
            "xiaomi/marketclient_toplist_datas_2018.json",
            60, 39, "com.chinamworld.main", "中国建设银行", "4.0.7", date(2018, 1, 5), 1.5,
        ),
        (
            "xiaomi/marketclient_recommend_datas_2020.json",
            100, 1, "tv.acfundanmaku.video", "AcFun", "6.23.1.951", date(2020, 6, 1), 5.0,
        ),
    ],
)  # fmt: skip
def test_kept_lists_of_xiaomi_give_places_from_one(
    name, n_rows, place, package, app_name, version, updated, rating
):
    reply = read(ReplyKind.XIAOMI_LIST, sample(name), min_depth=n_rows, canaries=(package,))
    assert len(reply.entries) == len(reply.details) == n_rows
    entry, detail = reply.entries[place - 1], reply.details[place - 1]
    assert (entry.rank, entry.store_app_code, entry.app_name) == (place, package, app_name)
    assert (detail.version, detail.updated_date, detail.rating) == (version, updated, rating)
    assert detail.n_ratings is None
    assert reply.warnings == ()


def test_row_of_the_historic_index_gives_shares():
    reply = read(ReplyKind.TALKINGDATA_RANK, sample("talkingdata/app-rank_row_2017.TRANSCRIBED.json"))
    (row,) = reply.activity
    assert (row.rank, row.store_app_code, row.app_name) == (1, "2593", "雷电2016（雷霆版）")
    assert (row.coverage_share, row.active_share, row.coverage_change) == (0.0233115, 0.0064968, 0.4415888)
    assert (row.active_change, row.seller, row.rank_change) == (None, None, 1)
    assert reply.warnings == ()
