"""Whatever a store answers, a reader gives a reply or refuses by name; it never breaks."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.errors import ChecksFailedError
from collector.extract.stores.readers import READERS, read_reply
from collector.extract.stores.records import Expected, StoreReply
from collector.store_words import ReplyKind
from tests.extraction.stores.replies import dumped

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**64)
    | st.just(10**400)
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
STARS = {str(stars): stars for stars in range(1, 6)}
PAGE = {
    "lockup": {"title": "某", "adamId": "1", "bundleId": "a.b"},
    "ratings": [{"ratingAverage": 4.4, "totalNumberOfRatings": 15, "ratingCounts": [5, 4, 3, 2, 1]}],
    "ribbon": [
        {"key": "chartPosition", "content": {"position": "4"}, "caption": "财务"},
        {"key": "developer", "content": {}, "caption": "某行"},
    ],
    "version": [{"primarySubtitle": "版本 1.0", "secondarySubtitle": "2026-06-01T00:00:00Z"}],
    "information": [{"title": "供应商", "summary": "某行"}],
    "description": [{"paragraph": {"text": "可缴费"}}],
}
CHART = {"d": {"apps": [{"data": [{"id": "1", "attributes": {"name": "某", "artistName": "某行"}}]}]}}
CARD = {
    "cardId": "yybn_game_basic_info",
    "data": {"itemData": [{"pkg_name": "a.b", "name": "某", "update_time": 9}]},
}
SANE = {
    ReplyKind.APPLE_LOOKUP: {
        "resultCount": 1,
        "results": [
            {"kind": "software", "trackId": 1, "trackName": "某", "bundleId": "a.b", "userRatingCount": 3}
        ],
    },
    ReplyKind.APPLE_MARKETING_RSS: {"feed": {"country": "cn", "results": [{"id": "1", "name": "某"}]}},
    ReplyKind.TENCENT_APKINFO: {
        "ret": 0,
        "app_detail_records": {
            "a.b": {
                "app_info": {
                    "name": "某",
                    "package_name": "a.b",
                    "download_cnt_total": "7",
                    "update_time": 9,
                },
                "app_rating_info": {"rating_count": 15, "average_rating": 3.7, "rating_distribution": STARS},
            }
        },
    },
    ReplyKind.XIAOMI_LIST: {"count": 1, "data": [{"packageName": "a.b", "displayName": "某", "appId": 1}]},
    ReplyKind.VIVO_DETAIL: {
        "id": 1,
        "package_name": "a.b",
        "title_zh": "某",
        "score": 4,
        "download_count": 7,
    },
    ReplyKind.OPPO_LIST: {
        "errno": 0,
        "data": {"cards": [{"apps": [{"pkgName": "a.b", "appName": "某", "dlDesc": "3万次", "dlCount": 7}]}]},
    },
    ReplyKind.WANDOUJIA_LIST: {
        "state": {"code": 1, "msg": "Ok"},
        "data": {"currPage": 1, "content": '<li data-pn="a.b"><h2>某</h2></li>'},
    },
    ReplyKind.HUAWEI_APPINFO: {
        "rtnCode": 0,
        "appId": "C1",
        "pkgName": "a.b",
        "name": "某",
        "downCount": "1亿",
    },
    ReplyKind.TALKINGDATA_RANK: [{"ranking": 1, "appId": 1, "appName": "某", "coverageRate": 0.1}],
    ReplyKind.TENCENT_SHARE: {
        "appDetail": {"packageName": "a.b", "appName": "某", "downCount": {"bytes": "7", "desc": "7次"}}
    },
    ReplyKind.TENCENT_DETAIL: {
        "props": {"pageProps": {"dynamicCardResponse": {"data": {"components": [CARD]}}}}
    },
    ReplyKind.APPLE_PAGE: PAGE,
    ReplyKind.APPLE_CHART: CHART,
    ReplyKind.APPLE_LEGACY_RSS: {
        "feed": {
            "updated": {"label": "2026-02-17T02:10:11-07:00"},
            "entry": [{"id": {"attributes": {"im:id": "1"}}, "im:name": {"label": "某"}}],
        }
    },
    ReplyKind.IRESEARCH_MONTH: {
        "Status": "success",
        "List": [
            {"Rank": 9, "UseNum": 7, "TimeId": 202606, "TimeName": "2026年06月", "Appid": 1, "AppName": "某"}
            | {"Growth": 1.5, "FclassName": "金融理财"}
        ],
    },
}
AROUND = {
    ReplyKind.TENCENT_SHARE: "<script>window.systemData={};</script>",
    ReplyKind.TENCENT_DETAIL: '<script id="__NEXT_DATA__">{}</script>',
    ReplyKind.APPLE_PAGE: '<script id="serialized-server-data">{}</script>',
}


def shown(kind: ReplyKind, value: object) -> str:
    """The value as the body of a reply of that kind."""
    if kind is ReplyKind.APPLE_CHART:
        outer = dumped({".v1.charts.x": dumped(value)})
        return f'<script type="fastboot/shoebox">{outer}</script>'
    return AROUND.get(kind, "{}").replace("{}", dumped(value).replace("</", "<\\/"))


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Paths to all values below the top."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [one for key, below in inner for one in ((*path, key), *places(below, (*path, key)))]


def replaced(value: object, path: tuple[object, ...], new: object) -> object:
    result = copy.deepcopy(value)
    at = result
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return result


def is_answered(kind: ReplyKind, text: str) -> None:
    try:
        reply = read_reply(kind, text, Expected("capture-1"))
    except ChecksFailedError:
        return
    assert isinstance(reply, StoreReply)
    for detail in reply.details:
        assert detail.store_app_code
        assert detail.n_downloads is None or detail.n_downloads >= 0
        assert detail.rating is None or 1 <= detail.rating <= 5


def test_every_kind_is_tried() -> None:
    assert set(SANE) == set(READERS) - {ReplyKind.XIAOMI_DETAIL, ReplyKind.VIVO_SEARCH}


@pytest.mark.parametrize("kind", SANE)
def test_the_replies_that_are_bent_here_are_read_when_straight(kind):
    reply = read_reply(kind, shown(kind, SANE[kind]), Expected("capture-1"))
    assert len(reply.details) == 1 or len(reply.entries) == 1 or len(reply.activity) == 1


@pytest.mark.parametrize("kind", SANE)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_reply_bent_in_one_place_is_read_or_refused(kind, data):
    path = data.draw(st.sampled_from(places(SANE[kind])))
    is_answered(kind, shown(kind, replaced(SANE[kind], path, data.draw(ANY_JSON))))


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=30, deadline=None)
@given(value=ANY_JSON, text=st.text(max_size=60))
def test_any_json_and_any_text_is_read_or_refused(kind, value, text):
    is_answered(kind, shown(kind, value))
    is_answered(kind, text)


@pytest.mark.parametrize("kind", READERS)
def test_json_too_deep_to_read_is_refused(kind):
    is_answered(kind, "[" * 100_000)
    is_answered(kind, shown(kind, 0).replace("0", '{"a":' * 100_000))


def test_a_reply_is_read_the_same_twice() -> None:
    for kind, value in SANE.items():
        text = shown(kind, json.loads(dumped(value)))
        assert read_reply(kind, text, Expected("x")) == read_reply(kind, text, Expected("x"))
