"""Replies in JSON: normal, short, empty, withheld and changed each have their own outcome."""

from __future__ import annotations

import json
from datetime import date

import pytest

from collector.extract.stores.huawei import add_stars
from collector.extract.stores.records import Expected
from collector.store_words import Platform, ReplyKind
from tests.extraction.stores.replies import CAPTCHA, dumped, read, refusal

JSON_KINDS = [
    ReplyKind.APPLE_LOOKUP,
    ReplyKind.APPLE_MARKETING_RSS,
    ReplyKind.TENCENT_APKINFO,
    ReplyKind.XIAOMI_LIST,
    ReplyKind.VIVO_DETAIL,
    ReplyKind.OPPO_LIST,
    ReplyKind.WANDOUJIA_LIST,
    ReplyKind.HUAWEI_APPINFO,
    ReplyKind.TALKINGDATA_RANK,
]


@pytest.mark.parametrize("kind", JSON_KINDS)
@pytest.mark.parametrize("text", [CAPTCHA, "", "\n<!DOCTYPE html><html></html>"])
def test_html_or_nothing_in_place_of_json_is_withheld_and_no_empty_list(kind, text):
    assert "expected JSON" in refusal(kind, text, is_withheld=True)


@pytest.mark.parametrize("kind", JSON_KINDS)
@pytest.mark.parametrize("text", ['"gone"', '{"cut": [1, 2', "7"])
def test_json_of_another_form_is_refused(kind, text):
    assert "expected" in refusal(kind, text, is_withheld=False)


# Apple lookup


def found(code: int = 423514795, **more: object) -> dict[str, object]:
    return {
        "kind": "software",
        "trackId": code,
        "bundleId": f"com.bank.{code}",
        "trackName": "某银行",
        "sellerName": "某银行股份有限公司",
        "version": "10.1",
        "currentVersionReleaseDate": "2026-10-22T16:30:00Z",
        "averageUserRating": 4.5,
        "userRatingCount": 12,
        "primaryGenreId": 6015,
        "primaryGenreName": "财务",
    } | more


def lookup(*rows: object, n_rows: int | None = None) -> str:
    return dumped({"resultCount": len(rows) if n_rows is None else n_rows, "results": list(rows)})


def test_lookup_names_the_ids_that_apple_left_out():
    reply = read(ReplyKind.APPLE_LOOKUP, lookup(found()), codes=("1", "423514795", "com.bank.423514795", "2"))
    assert [one.store_app_code for one in reply.details] == ["423514795"]
    assert reply.missing_codes == ("1", "2")
    assert reply.details[0].updated_date == date(2026, 10, 23)


def test_lookup_without_results_says_that_all_are_missing_unless_a_canary_was_asked():
    assert read(ReplyKind.APPLE_LOOKUP, lookup(), codes=("1",)).missing_codes == ("1",)
    assert "423514795" in refusal(
        ReplyKind.APPLE_LOOKUP, lookup(found(5)), is_withheld=False, canaries=("423514795",)
    )


def test_lookup_reads_one_result_that_is_no_list():
    text = dumped({"resultCount": 1, "results": found()})
    assert len(read(ReplyKind.APPLE_LOOKUP, text).details) == 1


def test_lookup_that_counts_other_than_it_holds_is_refused():
    text = lookup(found(), n_rows=2)
    assert "resultCount is 2 and 1 results" in refusal(ReplyKind.APPLE_LOOKUP, text, is_withheld=False)


def test_lookup_warns_of_unknown_keys_once_and_counts_them():
    reply = read(ReplyKind.APPLE_LOOKUP, lookup(found(1, isNew=True), found(2, isNew=False)))
    assert reply.warnings == ("reply.results[].isNew is not known (2 times)",)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"trackId": None}, "reply.results[].trackId is missing"),
        ({"userRatingCount": "many"}, "reply.results[].userRatingCount is 'many'"),
        ({"averageUserRating": 45}, "reply.results[].averageUserRating is 45"),
        ({"trackName": 7}, "reply.results[].trackName is 7"),
        ({"currentVersionReleaseDate": "soon"}, "reply.results[].currentVersionReleaseDate is 'soon'"),
    ],
)
def test_lookup_names_the_value_that_does_not_fit(change, path):
    assert path in refusal(ReplyKind.APPLE_LOOKUP, lookup(found(**change)), is_withheld=False)


def test_an_app_that_nobody_rated_has_no_rating_and_zero_ratings():
    row = found(averageUserRating=0, userRatingCount=0)
    (app,) = read(ReplyKind.APPLE_LOOKUP, lookup(row)).details
    assert (app.rating, app.n_ratings) == (None, 0)


# Apple marketing feed


def feed(n_rows: int, **more: object) -> str:
    rows = [{"id": str(100 + n), "name": f"应用{n}", "artistName": "某"} for n in range(n_rows)]
    return dumped(
        {"feed": {"country": "cn", "updated": "Tue, 29 Sep 2026 17:05:00 +0000", "results": rows} | more}
    )


def test_feed_gives_ranks_and_its_day_in_shanghai():
    reply = read(ReplyKind.APPLE_MARKETING_RSS, feed(3), min_depth=3)
    assert [(one.rank, one.store_app_code) for one in reply.entries] == [(1, "100"), (2, "101"), (3, "102")]
    assert reply.as_of_date == date(2026, 9, 30)


@pytest.mark.parametrize("text", [feed(0), feed(3, results=None), dumped({"feed": None}), dumped({})])
def test_feed_without_its_list_is_withheld(text):
    assert "is missing, expected data" in refusal(ReplyKind.APPLE_MARKETING_RSS, text, is_withheld=True)


def test_feed_with_a_lone_row_as_an_object_is_read_and_too_short_when_more_is_promised():
    text = feed(0, results={"id": "1", "name": "独"})
    assert len(read(ReplyKind.APPLE_MARKETING_RSS, text).entries) == 1
    message = refusal(ReplyKind.APPLE_MARKETING_RSS, text, is_withheld=False, min_depth=90)
    assert "1 rows, expected at least 90" in message


def test_feed_without_its_canary_is_refused():
    message = refusal(ReplyKind.APPLE_MARKETING_RSS, feed(3), is_withheld=False, canaries=("777",))
    assert "none of the apps that are always listed is there (777)" in message


# 应用宝 apkinfo


def apkinfo(package: str = "com.icbc", ret: int = 0, **info: object) -> str:
    record = {
        "app_info": {
            "name": "中国工商银行",
            "package_name": package,
            "author": "中国工商银行股份有限公司",
            "category_name": "金融理财",
            "category_name_new": "银行",
            "download_cnt_total": "412345678",
            "update_time": 1790000000,
            **{f"score_cnt{stars}_total": str(stars) for stars in range(1, 6)},
        }
        | info,
        "app_rating_info": {
            "rating_count": "15",
            "average_rating": 3.67,
            "rating_distribution": {str(stars): str(stars) for stars in range(1, 6)},
        },
    }
    return dumped({"ret": ret, "err_msg": "freq" if ret else "", "app_detail_records": {package: record}})


def test_apkinfo_of_an_unknown_package_is_missing():
    text = dumped({"ret": 0, "err_msg": "", "app_detail_records": {}, "app_detail_rows": "0"})
    reply = read(ReplyKind.TENCENT_APKINFO, text, codes=("com.none",))
    assert (reply.details, reply.missing_codes) == ((), ("com.none",))


def test_apkinfo_with_an_error_is_withheld_and_says_what_the_store_says():
    assert "ret is -5 (freq)" in refusal(ReplyKind.TENCENT_APKINFO, apkinfo(ret=-5), is_withheld=True)


def test_apkinfo_about_another_package_is_refused():
    text = apkinfo("com.other")
    assert "expected com.icbc" in refusal(
        ReplyKind.TENCENT_APKINFO, text, is_withheld=False, codes=("com.icbc",)
    )


def test_apkinfo_keeps_absent_downloads_apart_from_none():
    absent, none = (
        read(ReplyKind.TENCENT_APKINFO, apkinfo(download_cnt_total=n)).details[0] for n in ("", "0")
    )
    assert (absent.n_downloads, absent.downloads_text, absent.is_downloads_rounded) == (None, None, None)
    assert (none.n_downloads, none.downloads_text, none.is_downloads_rounded) == (0, "0", False)


def test_apkinfo_warns_of_a_shelf_state_of_stars_that_differ_and_of_new_keys():
    text = apkinfo(status=3, score_cnt1_total="900", region="cn")
    reply = read(ReplyKind.TENCENT_APKINFO, text)
    assert reply.details[0].star_counts == (900, 2, 3, 4, 5)
    assert len(reply.warnings) == 3
    assert any("status 3" in text for text in reply.warnings)
    assert any("stars differ" in text for text in reply.warnings)
    assert any(text.endswith("app_info.region is not known") for text in reply.warnings)


def test_apkinfo_without_one_star_count_has_no_star_counts():
    (app,) = read(ReplyKind.TENCENT_APKINFO, apkinfo(score_cnt3_total=None)).details
    assert app.star_counts is None
    assert app.n_ratings == 15


# 小米 list


def xiaomi(n_rows: int, count: int | None = 65, start: int = 0) -> str:
    rows = [
        {
            "appId": 9000 + n,
            "displayName": f"银行{n}",
            "icon": "x",
            "level1CategoryName": "金融理财",
            "packageName": f"com.bank{n}",
        }
        for n in range(start, start + n_rows)
    ]
    return dumped({"count": count, "data": rows})


def test_xiaomi_ranks_go_on_from_page_to_page():
    reply = read(ReplyKind.XIAOMI_LIST, xiaomi(30, start=30), first_rank=31)
    assert [reply.entries[0].rank, reply.entries[-1].rank] == [31, 60]
    assert reply.entries[0].store_app_code == "com.bank30"
    assert (reply.n_listed, reply.details, reply.warnings) == (65, (), ())


def test_xiaomi_page_past_the_end_is_empty_and_a_missing_list_is_withheld():
    assert read(ReplyKind.XIAOMI_LIST, xiaomi(0), first_rank=91).entries == ()
    assert "0 rows" in refusal(ReplyKind.XIAOMI_LIST, xiaomi(0), is_withheld=False, min_depth=30)
    assert "reply.data is missing" in refusal(ReplyKind.XIAOMI_LIST, dumped({"count": 0}), is_withheld=True)


def test_xiaomi_list_longer_than_it_says_is_refused():
    assert "count is 3" in refusal(ReplyKind.XIAOMI_LIST, xiaomi(30, count=3), is_withheld=False)


def test_xiaomi_place_that_contradicts_the_order_is_refused():
    rows = [{"packageName": "a", "displayName": "甲", "position": 1}]
    assert "position 1, expected 0" in refusal(ReplyKind.XIAOMI_LIST, dumped(rows), is_withheld=False)


# vivo


def vivo(**more: object) -> str:
    return dumped(
        {
            "id": 12345,
            "title_zh": "中国工商银行",
            "package_name": "com.icbc",
            "version_name": "10.1",
            "developer": "中国工商银行股份有限公司",
            "upload_time": "2026-06-01 12:00:00",
            "download_count": 51234567,
            "score": 4.2,
            "raters_count": 1001,
            "size": 98765,
        }
        | more
    )


def test_vivo_is_keyed_on_the_package_whichever_id_was_asked():
    for code in ("12345", "com.icbc"):
        (app,) = read(ReplyKind.VIVO_DETAIL, vivo(), codes=(code,)).details
        assert (app.store_app_code, app.other_code) == ("com.icbc", "12345")
    assert (app.n_downloads, app.rating, app.n_ratings) == (51_234_567, 4.2, 1001)
    assert app.updated_date == date(2026, 6, 1)
    assert "expected com.abc" in refusal(ReplyKind.VIVO_DETAIL, vivo(), is_withheld=False, codes=("com.abc",))


def test_vivo_without_an_id_is_withheld_with_what_it_says():
    text = dumped({"code": 403, "msg": "forbidden"})
    assert "forbidden" in refusal(ReplyKind.VIVO_DETAIL, text, is_withheld=True)


def test_vivo_score_on_another_scale_is_left_out_with_a_warning():
    reply = read(ReplyKind.VIVO_DETAIL, vivo(score=8.6))
    assert reply.details[0].rating is None
    assert "8.6" in reply.warnings[0]


# OPPO


def oppo(*cards: list[dict[str, object]], errno: int = 0) -> str:
    return dumped({"errno": errno, "data": {"cards": [{"apps": apps} for apps in cards]}})


def on_card(package: str, **more: object) -> dict[str, object]:
    return {"appId": 1, "appName": "某", "pkgName": package, "dlCount": 5, "dlDesc": "3.4万次"} | more


def test_oppo_counts_an_app_on_two_cards_once():
    reply = read(ReplyKind.OPPO_LIST, oppo([on_card("a"), on_card("b")], [on_card("a"), on_card("c")]))
    assert [(one.rank, one.store_app_code) for one in reply.entries] == [(1, "a"), (2, "b"), (3, "c")]
    assert reply.warnings == ("a stands twice, its first place is kept",)


def test_oppo_never_takes_the_counter_for_the_downloads():
    (app,) = read(ReplyKind.OPPO_LIST, oppo([on_card("a", dlCount=2_147_483_647, dlDesc="")])).details
    assert (app.n_downloads, app.is_downloads_saturated, app.is_downloads_rounded) == (None, True, None)
    (app,) = read(ReplyKind.OPPO_LIST, oppo([on_card("a")])).details
    assert (app.n_downloads, app.is_downloads_saturated, app.is_downloads_rounded) == (34_000, False, True)


def test_oppo_text_that_is_not_understood_is_kept_without_a_number():
    reply = read(ReplyKind.OPPO_LIST, oppo([on_card("a", dlDesc="装机必备")]))
    assert (reply.details[0].n_downloads, reply.details[0].downloads_text) == (None, "装机必备")
    assert "装机必备" in reply.warnings[0]


def test_oppo_outcomes_of_error_no_cards_and_too_few():
    assert "errno is 1001" in refusal(ReplyKind.OPPO_LIST, oppo(errno=1001), is_withheld=True)
    text = dumped({"errno": 0, "data": {}})
    assert "cards is missing" in refusal(ReplyKind.OPPO_LIST, text, is_withheld=True)
    assert "1 rows, expected at least 20" in refusal(
        ReplyKind.OPPO_LIST, oppo([on_card("a")]), is_withheld=False, min_depth=20
    )


# 华为


def huawei(**more: object) -> str:
    return dumped(
        {
            "appId": "C100003631",
            "name": "中国工商银行",
            "pkgName": "com.icbc",
            "developerName": "中国工商银行股份有限公司",
            "kindName": "银行",
            "downCount": "11亿",
            "rateNum": "12345",
            "version": "10.1",
            "releaseDate": 1790000000000,
        }
        | more
    )


def test_huawei_tells_harmony_from_android_by_the_length_of_the_number():
    (android,) = read(ReplyKind.HUAWEI_APPINFO, huawei()).details
    (harmony,) = read(ReplyKind.HUAWEI_APPINFO, huawei(appId="5765880207853275505")).details
    assert android.store_app_code == harmony.store_app_code == "com.icbc"
    assert (android.platform, harmony.platform) == (Platform.ANDROID, Platform.HARMONY)
    assert (android.n_downloads, android.is_downloads_rounded) == (1_100_000_000, True)
    assert android.updated_date == date(2026, 9, 21)


def test_huawei_that_wants_its_code_is_withheld():
    text = dumped({"rtnCode": 1002, "rtnDesc": "illegal request"})
    assert "rtnCode is 1002 (illegal request)" in refusal(ReplyKind.HUAWEI_APPINFO, text, is_withheld=True)


def test_huawei_stars_stand_as_json_in_json_and_comments_are_dropped():
    (app,) = read(ReplyKind.HUAWEI_APPINFO, huawei()).details
    names = ("oneStar", "twoStar", "threeStar", "fourStar", "fiveStar")
    counts = {f"{name}RatingCount": stars * 10 for stars, name in enumerate(names, start=1)}
    info = json.dumps({"averageRating": "3.7", "totalStarRatingCount": 150} | counts)
    cards = [
        {"type": "fl.card.other", "data": [{"x": 1}]},
        {"type": "fl.card.comment", "data": [{"starInfo": info, "list": [{"nickName": "某人"}]}]},
    ]
    text = dumped({"pages": [{"data": {"cardlist": {"layoutData": cards}}}]})
    rated = add_stars(app, text, Expected("capture-1"))
    assert (rated.star_counts, rated.rating, rated.n_ratings) == ((10, 20, 30, 40, 50), 3.7, 150)
    assert "某人" not in repr(rated)
    assert add_stars(app, dumped({"pages": []}), Expected("capture-1")) == app


# TalkingData


def test_index_with_a_gap_or_a_rate_beyond_all_devices_is_refused():
    rows = [{"ranking": rank, "appId": rank, "appName": "某", "coverageRate": 0.1} for rank in (1, 3)]
    assert "without a gap" in refusal(ReplyKind.TALKINGDATA_RANK, dumped(rows), is_withheld=False)
    rows = [{"ranking": 1, "appId": 1, "appName": "某", "coverageRate": 12.5}]
    message = refusal(ReplyKind.TALKINGDATA_RANK, dumped(rows), is_withheld=False)
    assert "coverageRate is 12.5, expected a share" in message


def test_index_that_is_short_is_refused():
    assert "0 rows" in refusal(ReplyKind.TALKINGDATA_RANK, "[]", is_withheld=False, min_depth=30)


# data under another name


def search(found: list[dict[str, object]], outer: str = "data", inner: str = "appSearchResponse") -> str:
    return dumped({"code": 0, outer: {inner: {"result": True, "value": found}}})


def test_a_vivo_search_tells_which_app_it_did_not_find():
    text = search([{"package_name": "com.icbc", "id": 1}])
    assert read(ReplyKind.VIVO_SEARCH, text, codes=("com.icbc",)).missing_codes == ()
    assert read(ReplyKind.VIVO_SEARCH, text, codes=("com.abc",)).missing_codes == ("com.abc",)
    assert "code 7" in refusal(ReplyKind.VIVO_SEARCH, dumped({"code": 7}), is_withheld=True)
    assert "data is missing" in refusal(ReplyKind.VIVO_SEARCH, dumped({"code": 0}), is_withheld=True)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (ReplyKind.APPLE_MARKETING_RSS, dumped({"feed2": json.loads(feed(3))["feed"]}), "reply.feed2"),
        (ReplyKind.APPLE_MARKETING_RSS, feed(3, results=None, apps=[{"id": "1"}]), "feed.apps"),
        (ReplyKind.XIAOMI_LIST, dumped({"count": 1, "list": [{"packageName": "a"}]}), "reply.list"),
        (ReplyKind.VIVO_SEARCH, search([], outer="datas"), "reply.datas"),
        (ReplyKind.VIVO_SEARCH, search([], inner="response"), "reply.data.response"),
        (ReplyKind.OPPO_LIST, dumped({"errno": 0, "data": {"rows": [{"apps": []}]}}), "reply.data.rows"),
        (
            ReplyKind.WANDOUJIA_LIST,
            dumped({"state": {"msg": "Ok"}, "page": {"content": "<li>"}}),
            "reply.page",
        ),
    ],
)
def test_data_under_another_name_are_a_changed_form_and_nothing_withheld(
    kind: ReplyKind, text: str, said: str
):
    assert f"{said} is not known" in refusal(kind, text, is_withheld=False)


def test_a_vivo_app_whose_number_has_another_name_is_a_changed_form():
    renamed = json.loads(vivo()) | {"appId": 12345}
    del renamed["id"]
    assert "reply.id is missing" in refusal(ReplyKind.VIVO_DETAIL, dumped(renamed), is_withheld=False)
