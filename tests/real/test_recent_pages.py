"""Eighteen pages of 2026: products where they stand, nothing from shells, walls and missing pages by name.

What is expected was read off the pages by a person.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from collector.config.taxonomy import load_taxonomy
from collector.extract.kinds.classify import classify_page
from collector.extract.kinds.dates import find_page_date
from collector.extract.mentions.page_channels import find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.mentions.terms import build_lexicon
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products
from collector.fetch.outcomes import classify_response
from collector.words import ItemKind, Outcome, PageKind, Polarity
from tests.real.labelled import HOME

if TYPE_CHECKING:
    from collector.extract.finding import Mention
    from collector.extract.pages.blocks import Page

RECENT = HOME.parent / "shared" / "captures" / "recent"
URL = "https://www.alpha.test/a/b.html"
HTML = "text/html"

pytestmark = pytest.mark.skipif(
    not (RECENT / "PAGES.csv").is_file(),
    reason="the pages of 2026 (../shared/captures/recent) are not on this machine",
)

KINDS = {
    "boc_loan_17147185989.jsp.html": PageKind.OTHER,  # a form
    "boc_loan_17799921942.jsp.html": PageKind.OTHER,
    "ceb_eportal.partial.html": PageKind.ABOUT,  # the outlets
    "ceb_product_query.html": PageKind.CHALLENGE_OR_ERROR,
    "ceb_products_real.repaired.html": PageKind.NOTICE,  # announcements of wealth products
    "cebwm_detail.html": PageKind.PRODUCT_LIST,
    "cebwm_detail_url_test.html": PageKind.PRODUCT,
    "cebwm_nav_iframe_direct.html": PageKind.PRODUCT,  # its values
    "chinawealth_products.repaired.html": PageKind.OTHER,  # a shell
    "citic_iframe.html": PageKind.PRODUCT_LIST,
    "citic_page.repaired.html": PageKind.PRODUCT_LIST,  # the list is in its frame
    "citic_resp.html": PageKind.CHALLENGE_OR_ERROR,
    "citic_wechat.repaired.html": PageKind.OTHER,  # a shell
    "cmb_card_info_17025218914.jsp.html": PageKind.OTHER,  # a form
    "spdb_cpxq.repaired.html": PageKind.PRODUCT,  # not filled in
    "spdb_page.repaired.html": PageKind.PRODUCT_LIST,  # not filled in
    "waf_challenge.html": PageKind.CHALLENGE_OR_ERROR,
}
"""All but ``ceb_products``, which sends its reader on before anything is to be seen."""

OUTCOMES = {
    "ceb_product_query.html": Outcome.CHALLENGE,
    "waf_challenge.html": Outcome.CHALLENGE,
    "citic_resp.html": Outcome.GONE,
    "chinawealth_products.repaired.html": Outcome.EMPTY,
    "citic_wechat.repaired.html": Outcome.EMPTY,
    "spdb_cpxq.repaired.html": Outcome.EMPTY,
    "spdb_page.repaired.html": Outcome.EMPTY,
}
"""All others are pages: ``ok``."""

BARE = (*OUTCOMES, "citic_page.repaired.html")
"""Walls, a missing page, shells, templates, and a page whose content is in a frame: nobody sees a product."""

CEB = {"web_bank", "mobile_bank", "wechat_bank", "sms_bank", "self_service"}
BOC = {"web_bank", "mobile_bank", "phone_bank", "self_service"}
CHANNELS = {
    "boc_loan_17147185989.jsp.html": BOC,
    "boc_loan_17799921942.jsp.html": BOC,
    "ceb_eportal.partial.html": CEB,
    "ceb_products.repaired.html": CEB,
    "ceb_products_real.repaired.html": CEB | {"phone_bank"},
    "cmb_card_info_17025218914.jsp.html": {"web_bank", "mobile_bank"},
}
"""By the words of the menus: 个人网上银行, 手机银行, 微信银行, ATM, Pad银行 …; the wealth firms name none."""

SCENARIOS = {"cmb_card_info_17025218914.jsp.html": {"mobile_topup", "flight_hotel", "shopping_mall"}}

MARKET = {
    *(f"(安享+)安盈象固收稳利十四个月封闭233号{share}" for share in "DLMV"),
    *(f"(稳信+)安盈象固收稳利十四个月封闭233号{share}" for share in "AG"),
    "(安享+)安盈象固收稳利十四个月封闭式235号D",
    "(稳信+)安盈象固收稳利十四个月封闭式235号A",
    *(f"(安享+)安盈象信颐固收稳利两年封闭98号{share}" for share in "DL"),
    "(稳投+)安盈象信颐固收稳利两年封闭98号A",
    *(f"(安心+)安盈象信颐固收稳利三年封闭94号{share}" for share in "DV"),
    "(稳信+)安盈象信颐固收稳利三年封闭94号A",
    "(同享+)慧盈象固收增利14M封闭式81号(哑铃)D",
    "(稳睿+)慧盈象固收增利14M封闭式81号(哑铃)A",
    *(f"安盈象固收稳健六个月持有期136号{share}" for share in "BG"),
    *(f"安盈象固收稳健日开78号{share}" for share in "BG"),
}
ROWS = {
    "阳光橙优选基金宝",
    "阳光金全球添利",
    "阳光金日添利1号",
    "阳光金月添利1号",
    "阳光金稳健一号",
    "阳光金12M添利1号",
    *(f"阳光金18M添利{number}号" for number in (1, 2, 3)),
    "阳光金24M添利1号",
}
SERIES = {f"阳光{colour}" for colour in "红橙金碧青蓝紫"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What extraction says of one page, and the outcome of its fetch, plain and rendered."""

    page: Page
    kind: PageKind
    mentions: tuple[Mention, ...]
    products: frozenset[str]
    outcomes: tuple[Outcome, Outcome]

    def offered(self, kind: ItemKind) -> set[str]:
        """Items of a kind that the page offers."""
        return {
            one.item_id for one in self.mentions if one.item_kind is kind and one.polarity is Polarity.OFFERED
        }


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    lexicon = build_lexicon(load_taxonomy(HOME))
    with (RECENT / "PAGES.csv").open(encoding="utf-8", newline="") as rows:
        urls = {row["page"]: row["probable_url"].split()[0] for row in csv.DictReader(rows)}
    found = {}
    for name, said in urls.items():
        url = said if said.startswith("http") else URL
        body = (RECENT / name).read_bytes()
        page = read_page(body, HTML)
        place = find_page_channels(lexicon, page, url)
        plain, rendered = (
            classify_response(200, (("content-type", HTML),), body, URL, URL, is_rendered=is_rendered)[0]
            for is_rendered in (False, True)
        )
        found[name] = Reading(
            page=page,
            kind=classify_page(lexicon, page, url, body),
            mentions=read_mentions(lexicon, page, url, place),
            products=frozenset(one.name for one in read_products(lexicon, page, url, place)),
            outcomes=(plain, rendered),
        )
    return found


def test_all_pages_are_read_as_utf_8_and_none_is_garbled(readings: dict[str, Reading]) -> None:
    assert len(readings) == 18
    assert {(one.page.encoding, one.page.is_mojibake) for one in readings.values()} == {("utf-8", False)}


@pytest.mark.parametrize("name", KINDS)
def test_each_page_is_of_its_kind(name: str, readings: dict[str, Reading]) -> None:
    assert readings[name].kind is KINDS[name]


def test_no_page_gives_a_day_of_its_own(readings: dict[str, Reading]) -> None:
    """Their dates are those of values, of announcements in lists, and of a form's empty fields."""
    assert {find_page_date(one.page) for one in readings.values()} == {None}


def test_walls_missing_pages_shells_and_templates_are_named(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        wanted = OUTCOMES.get(name, Outcome.OK)
        assert reading.outcomes == (wanted, wanted), name


@pytest.mark.parametrize("name", BARE)
def test_nothing_is_read_from_what_nobody_sees(name: str, readings: dict[str, Reading]) -> None:
    reading = readings[name]
    assert reading.products == frozenset()
    assert not any(mark in block.text for block in reading.page.blocks for mark in ("{{", "}}", "${"))
    assert reading.offered(ItemKind.SCENARIO) | reading.offered(ItemKind.CHANNEL) == set()
    if OUTCOMES.get(name) is Outcome.CHALLENGE:
        assert (reading.page.blocks, reading.mentions) == ((), ())


def test_the_rendered_list_gives_its_twenty_names(readings: dict[str, Reading]) -> None:
    """Names and values stand in two lists side by side, and no element joins a row."""
    assert len(MARKET) == 20
    assert readings["citic_iframe.html"].products == MARKET


def test_the_detail_page_gives_its_product(readings: dict[str, Reading]) -> None:
    assert readings["cebwm_detail_url_test.html"].products == {"阳光橙优选基金宝"}
    assert readings["cebwm_nav_iframe_direct.html"].products == frozenset()


def test_the_list_page_gives_its_ten_rows(readings: dict[str, Reading]) -> None:
    assert len(ROWS) == 10
    assert readings["cebwm_detail.html"].products >= ROWS


def test_the_list_page_gives_its_seven_series(readings: dict[str, Reading]) -> None:
    assert readings["cebwm_detail.html"].products >= SERIES


def test_the_menu_beside_announcements_gives_its_products(readings: dict[str, Reading]) -> None:
    menu = {"活期盈", "定活宝", "阳光红", "阳光橙", "阳光金", "阳光碧", "多利宝", "活期宝", "安存宝"}
    named = {name.removesuffix("系列") for name in readings["ceb_products_real.repaired.html"].products}
    assert named >= menu


def test_menus_give_the_channels_they_name_and_no_other(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        assert reading.offered(ItemKind.CHANNEL) == CHANNELS.get(name, set()), name


@pytest.mark.parametrize("name", sorted({*KINDS, "ceb_products.repaired.html"}))
def test_scenarios_are_those_of_the_menus(name: str, readings: dict[str, Reading]) -> None:
    assert readings[name].offered(ItemKind.SCENARIO) == SCENARIOS.get(name, set())


def test_a_wealth_firm_that_says_it_takes_no_deposits_offers_none(readings: dict[str, Reading]) -> None:
    for name in ("citic_page.repaired.html", "citic_resp.html"):
        assert "deposit" not in readings[name].offered(ItemKind.BUSINESS_LINE), name
