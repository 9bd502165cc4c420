"""Replies in HTML: normal, unknown app, withheld and changed each have their own outcome."""

from __future__ import annotations

from datetime import date

import pytest

from collector.store_words import ReplyKind
from tests.extraction.stores.replies import CAPTCHA, dumped, read, refusal

HTML_KINDS = [ReplyKind.TENCENT_SHARE, ReplyKind.TENCENT_DETAIL, ReplyKind.XIAOMI_DETAIL]


@pytest.mark.parametrize("kind", HTML_KINDS)
def test_a_wall_is_withheld_and_a_page_of_another_form_is_changed(kind):
    assert "initGeetest" in refusal(kind, CAPTCHA, is_withheld=True)
    assert "访问过于频繁" in refusal(kind, "<html>访问过于频繁,请稍后再试</html>", is_withheld=True)
    assert "the page holds no" in refusal(
        kind, "<html><body><h1>全新改版</h1></body></html>", is_withheld=False
    )


# 应用宝 share page


def share(app: dict[str, object] | None, tail: str = ";</script>") -> str:
    head = {"guid": "abc-guid", "clientIp": "192.0.2.7"}
    return f"<script>window.systemData={dumped({'head': head, 'appDetail': app})}{tail}"


SHARED = {
    "appId": "1",
    "packageName": "com.icbc",
    "appName": "中国工商银行",
    "downCount": {"bytes": "412345678", "desc": "4 亿次"},
}


def test_share_page_never_keeps_the_callers_address():
    reply = read(ReplyKind.TENCENT_SHARE, share(SHARED))
    assert "192.0.2.7" not in repr(reply)
    assert "abc-guid" not in repr(reply)
    assert reply.warnings == ()


def test_share_page_without_the_app_says_that_it_is_missing():
    reply = read(ReplyKind.TENCENT_SHARE, share(None), codes=("com.none",))
    assert (reply.details, reply.missing_codes) == ((), ("com.none",))


def test_share_page_whose_two_counts_differ_warns():
    app = SHARED | {"downCount": {"bytes": "812345678", "desc": "4 亿次"}}
    reply = read(ReplyKind.TENCENT_SHARE, share(app))
    assert reply.details[0].n_downloads == 812_345_678
    assert reply.warnings == ("the exact count and '4 亿次' differ",)


def test_share_page_that_was_cut_or_is_about_another_app_is_refused():
    cut = share(SHARED)[:60]
    assert "is cut or no JSON" in refusal(ReplyKind.TENCENT_SHARE, cut, is_withheld=False)
    assert "about com.icbc, expected com.abc" in refusal(
        ReplyKind.TENCENT_SHARE, share(SHARED), is_withheld=False, codes=("com.abc",)
    )


def test_share_page_from_another_host_is_withheld():
    message = refusal(
        ReplyKind.TENCENT_SHARE,
        share(SHARED),
        is_withheld=True,
        url="https://a.app.qq.com/o/simple.jsp?pkgname=com.icbc",
        final_url="https://sj.qq.com/",
    )
    assert "answered by host sj.qq.com, expected a.app.qq.com" in message


# 应用宝 detail page


def detail_page(card_id: str = "yybn_game_basic_info", **more: object) -> str:
    app = {
        "pkg_name": "com.icbc",
        "app_id": "1",
        "name": "中国工商银行",
        "developer": "某公司",
        "operator": "中国工商银行股份有限公司",
        "version_name": "10.1",
        "update_time": "1790000000",
        "average_rating": "4.2",
        "cate_name": "金融理财",
        "description": "…",
    } | more
    cards = [{"cardId": "other", "data": {}}, {"cardId": card_id, "data": {"itemData": [app]}}]
    value = {"props": {"pageProps": {"dynamicCardResponse": {"data": {"components": cards}}}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{dumped(value)}</script>'


@pytest.mark.parametrize("updated", ["1790000000", 1790000000, "2026-09-21", "2026年9月21日"])
def test_detail_page_gives_version_and_day_and_no_downloads(updated):
    reply = read(ReplyKind.TENCENT_DETAIL, detail_page(update_time=updated), codes=("com.icbc",))
    (app,) = reply.details
    assert (app.version, app.rating, app.updated_date) == ("10.1", 4.2, date(2026, 9, 21))
    assert app.seller == "中国工商银行股份有限公司"
    assert (app.n_downloads, app.downloads_text, app.is_downloads_rounded) == (None, None, None)
    assert reply.warnings == ()


def test_detail_page_without_its_card_is_changed():
    text = detail_page("yybn_new_card")
    assert "no app in a card yybn_game_basic_info" in refusal(
        ReplyKind.TENCENT_DETAIL, text, is_withheld=False
    )
    text = '<script id="__NEXT_DATA__">{"props": {"pageProps": {}}}</script>'
    assert "dynamicCardResponse is missing" in refusal(ReplyKind.TENCENT_DETAIL, text, is_withheld=False)


# 小米 detail page


def xiaomi(facts: str, stars: str = "star1-8", ratings: str = "130926次评分") -> str:
    return (
        f"<html><head><title>微信-小米应用商店</title><script>包名:x.y</script></head><body>"
        f"<h3>微信</h3>"
        f'<div class="star1-hover {stars}"></div><span class="app-intro-comment">( {ratings} )</span>'
        f"<ul>{facts}</ul></body></html>"
    )


BY_ELEMENT = (
    "<li>版本号</li><li>8.0.74</li><li>更新时间</li><li>2026-06-01</li><li>包名</li><li>com.tencent.mm</li>"
    "<li>appID</li><li>1122</li><li>开发者</li><li>腾讯</li>"
)
BY_COLON = (
    "<li><b>版本号\uff1a</b>8.0.74</li><li>更新时间\uff1a2026-06-01</li><li>包名: com.tencent.mm</li>"
    "<li>appID\uff1a1122</li><li><b>开发者</b>\uff1a<a>腾讯</a></li>"
)


@pytest.mark.parametrize("facts", [BY_ELEMENT, BY_COLON])
def test_xiaomi_page_is_read_by_its_labels_and_half_stars(facts):
    reply = read(ReplyKind.XIAOMI_DETAIL, xiaomi(facts), codes=("com.tencent.mm",))
    (app,) = reply.details
    assert (app.store_app_code, app.app_name, app.version) == ("com.tencent.mm", "微信", "8.0.74")
    assert (app.other_code, app.seller, app.updated_date) == ("1122", "腾讯", date(2026, 6, 1))
    assert (app.rating, app.n_ratings, app.n_downloads) == (4.0, 130_926, None)
    assert reply.warnings == ()


def test_xiaomi_label_without_a_value_does_not_take_the_next_label():
    facts = "<li>版本号</li><li>更新时间</li><li>2026-06-01</li><li>包名</li><li>a.b</li>"
    (app,) = read(ReplyKind.XIAOMI_DETAIL, xiaomi(facts)).details
    assert (app.version, app.updated_date) == (None, date(2026, 6, 1))


def test_xiaomi_app_that_nobody_rated_has_no_rating():
    (app,) = read(ReplyKind.XIAOMI_DETAIL, xiaomi(BY_ELEMENT, "star1-0", "0次评分")).details
    assert (app.rating, app.n_ratings) == (None, 0)


def test_xiaomi_rounded_ratings_and_odd_days_are_left_out_with_a_warning():
    facts = BY_ELEMENT.replace("2026-06-01", "3天前")
    reply = read(ReplyKind.XIAOMI_DETAIL, xiaomi(facts, "star1-11", "13.1万次评分"))
    (app,) = reply.details
    assert (app.n_ratings, app.updated_date, app.rating) == (None, None, None)
    assert len(reply.warnings) == 3


def test_xiaomi_page_that_says_not_there_means_missing():
    text = "<html><body><p>您访问的页面不存在</p></body></html>"
    assert read(ReplyKind.XIAOMI_DETAIL, text, codes=("a.b",)).missing_codes == ("a.b",)


def test_xiaomi_page_about_another_app_is_refused():
    assert "about com.tencent.mm, expected a.b" in refusal(
        ReplyKind.XIAOMI_DETAIL, xiaomi(BY_ELEMENT), is_withheld=False, codes=("a.b",)
    )


# 豌豆荚 list: HTML in JSON


def wandoujia(content: str | None, msg: str = "Ok") -> str:
    data = {"currPage": 1} | ({} if content is None else {"content": content})
    return dumped({"state": {"code": 2000000, "msg": msg, "tips": ""}, "data": data})


def row(package: str, installs: str = "1.2亿人安装") -> str:
    return (
        f'<li data-pn="{package}" data-appid="77"><div class="app-desc"><h2><a title="x">某银行</a></h2>'
        f'<div class="meta"><span class="install-count">{installs}</span></div></div></li>'
    )


def test_wandoujia_rows_have_packages_places_and_rounded_installs():
    reply = read(
        ReplyKind.WANDOUJIA_LIST, wandoujia(row("com.icbc") + row("com.b", "很多人安装")), first_rank=25
    )
    assert [(one.rank, one.store_app_code) for one in reply.entries] == [(25, "com.icbc"), (26, "com.b")]
    icbc, other = reply.details
    assert (icbc.n_downloads, icbc.downloads_text, icbc.other_code) == (120_000_000, "1.2亿人安装", "77")
    assert icbc.is_downloads_rounded is True
    assert (other.n_downloads, other.downloads_text) == (None, "很多人安装")
    assert len(reply.warnings) == 1


def test_wandoujia_end_of_the_list_is_empty_and_nothing_else_is():
    assert read(ReplyKind.WANDOUJIA_LIST, wandoujia("")).entries == ()
    assert "0 rows" in refusal(ReplyKind.WANDOUJIA_LIST, wandoujia(""), is_withheld=False, min_depth=20)
    assert "no li[data-pn]" in refusal(
        ReplyKind.WANDOUJIA_LIST, wandoujia("<div>新版</div>"), is_withheld=False
    )
    assert "content is missing" in refusal(ReplyKind.WANDOUJIA_LIST, wandoujia(None), is_withheld=False)
    assert "state is 'Forbidden'" in refusal(
        ReplyKind.WANDOUJIA_LIST, wandoujia("", "Forbidden"), is_withheld=True
    )
