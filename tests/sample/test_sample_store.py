from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from collector.sample.apple import app_description
from collector.sample.tables import read_chart, read_facts
from collector.words import ItemKind

if TYPE_CHECKING:
    from collector.models import Config
    from tests.sample.asking import Ask

CHART = "http://apps.apple.com/cn/iphone/charts/6015?chart=top-free"


def chart(ask: Ask) -> list[tuple[int, str, str]]:
    page = LexborHTMLParser(ask(CHART).body.decode("utf-8"))
    rows = []
    for entry in page.css(".shelf .grid li"):
        ordinal, name, link = (
            entry.css_first(".ordinal"),
            entry.css_first("h3"),
            entry.css_first('a[href*="/app/"]'),
        )
        assert ordinal
        assert name
        assert link
        rows.append((int(ordinal.text()), name.text(), str(link.attributes["href"]).rsplit("/id", 1)[1]))
    return rows


def details(ask: Ask, code: str) -> dict[str, Any]:
    html = ask(f"http://apps.apple.com/cn/app/id{code}").body.decode("utf-8")
    found = re.search(r'<script id="serialized-server-data" type="application/json">(.*?)</script>', html)
    assert found
    page: dict[str, Any] = json.loads(found.group(1))["data"][0]["data"]
    return page


def test_the_chart_has_two_hundred_places_in_order(ask: Ask) -> None:
    rows = chart(ask)
    assert [rank for rank, _, _ in rows] == list(range(1, 201))
    assert len({code for _, _, code in rows}) == 200


def test_the_chart_holds_the_places_that_the_report_gives(ask: Ask) -> None:
    rows = {code: (rank, name) for rank, name, code in chart(ask)}
    assert rows["392899425"] == (10, "招商银行")
    assert rows["1085016815"] == (12, "平安口袋银行")
    assert rows["sample-zjnx"] == (113, "浙江农信手机银行")
    assert rows["423514795"][1] == "中国工商银行"
    assert "435060143" not in rows


def test_joint_stock_case_banks_stand_within_the_first_hundred(ask: Ask) -> None:
    ranks = {code: rank for rank, _, code in chart(ask)}
    assert all(
        ranks[code] <= 100 for code in ("471855847", "447733826", "433592972", "523091708", "415872960")
    )


def test_an_app_page_carries_name_seller_rating_and_its_place(ask: Ask) -> None:
    page = details(ask, "392899425")
    assert page["lockup"]["title"] == "招商银行"
    assert page["lockup"]["adamId"] == "392899425"
    badges = {badge["key"]: badge for badge in page["shelfMapping"]["informationRibbon"]["items"]}
    assert badges["chartPosition"]["content"]["position"] == "10"
    assert badges["chartPosition"]["caption"] == "财务"
    facts = {entry["title"]: entry["summary"] for entry in page["shelfMapping"]["information"]["items"]}
    assert facts["供应商"] == "招商银行股份有限公司"
    assert page["shelfMapping"]["mostRecentVersion"]["items"][0]["primarySubtitle"] == "版本 9.1.18"
    stars = page["shelfMapping"]["productRatings"]["items"][0]["ratingCounts"]
    assert stars == [351690, 36538, 18269, 9134, 41106]  # 5★ first, as Apple writes them


def test_an_app_that_is_not_listed_shows_no_place(ask: Ask) -> None:
    page = details(ask, "435060143")
    assert [badge["key"] for badge in page["shelfMapping"]["informationRibbon"]["items"]] == ["rating"]


def description(ask: Ask, code: str) -> str:
    return str(details(ask, code)["shelfMapping"]["description"]["items"][0]["paragraph"]["text"])


def test_the_union_app_states_what_the_report_says_of_it(ask: Ask) -> None:
    text = description(ask, "sample-zjnx")
    assert "手机银行" in text
    assert all(word in text for word in ("生活缴费", "学费", "党费", "团费", "政务缴费"))


def test_the_walled_banks_lines_are_on_its_app_page(ask: Ask) -> None:
    text = description(ask, "422844108")
    assert all(word in text for word in ("手机银行", "贷款", "存款", "支付结算", "银行卡", "理财"))
    assert not any(word in text for word in ("信托", "代理", "现金管理"))


def test_app_pages_name_nothing_but_mobile_facts(config: Config) -> None:
    for app in read_chart():
        text = app_description(app)
        named = {item.item_id for item in config.taxonomy.items if any(term in text for term in item.terms)}
        offered = {
            fact.item_id
            for fact in read_facts()
            if fact.bank_id == app.owner_id
            and (fact.channel_id == "mobile_bank" or fact.item_kind is ItemKind.CHANNEL)
        }
        assert named <= offered, app.app_name


def test_a_bank_without_mobile_facts_has_an_app_page_that_offers_nothing(ask: Ask) -> None:
    assert description(ask, "392899425") == "招商银行是招商银行手机银行客户端。"


def test_other_charts_storefronts_and_codes_are_not_found(ask: Ask) -> None:
    for path in ("/cn/iphone/charts/6015", "/cn/iphone/charts/6014?chart=top-free", "/us/app/id392899425",
                 "/cn/app/id1", "/cn/app/idbundle:com.czbank.mbank", "/"):  # fmt: skip
        assert ask(f"http://apps.apple.com{path}").status == 404


def test_robots_leaves_chart_and_app_pages_open_and_closes_the_rest(ask: Ask) -> None:
    rules = Protego.parse(ask("http://apps.apple.com/robots.txt").body.decode("ascii"))
    assert rules.can_fetch(CHART, "collector")
    assert rules.can_fetch("http://apps.apple.com/cn/app/id392899425", "collector")
    assert not rules.can_fetch("http://apps.apple.com/v1/catalog/cn", "collector")
    assert not rules.can_fetch("http://apps.apple.com/cn/search?term=x", "collector")
