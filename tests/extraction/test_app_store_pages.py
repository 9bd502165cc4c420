"""Store pages are read where they hold what the store promises, and refused where they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from collector.errors import ChecksFailedError, ExitCode
from collector.extract.mentions.page_channels import PageChannels
from collector.extract.mentions.read import read_mentions
from collector.extract.stores.description import description_page
from collector.extract.stores.readers import read_reply
from collector.extract.stores.records import Expected
from collector.store_words import ReplyKind
from tests.extraction.reading import LEXICON, pairs

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "app_stores" / "samples" / "apple"
LISTED = {"min_depth": 3, "canaries": ("102",)}


def read_chart(text, **expected):
    return read_reply(ReplyKind.APPLE_CHART, text, Expected("c1", **expected)).entries


def read_app_page(text):
    return read_reply(ReplyKind.APPLE_PAGE, text, Expected("c1")).details[0]


def chart(codes: list[str], ranks: list[int] | None = None) -> str:
    rows = "".join(
        f'<li><i class="ordinal">{rank}</i><a href="/cn/app/某行/id{code}"><h3>银行{code}</h3></a></li>'
        for rank, code in zip(ranks or range(1, len(codes) + 1), codes, strict=True)
    )
    return f'<section class="shelf"><ul class="grid">{rows}</ul></section>'


def shoebox(codes: list[str]) -> str:
    data = [{"id": code, "attributes": {"name": f"银行{code}"}} for code in codes]
    inner = json.dumps({"d": {"apps": [{"chart": "top-free", "data": data}]}})
    outer = json.dumps({".v1.catalog.cn.charts.types.apps.genre.6015.chart.top-free": inner})
    return f'<script type="fastboot/shoebox" id="shoebox-x">{outer}</script>'


def app_page(shelves: dict[str, object]) -> str:
    page = {"lockup": {"title": "某行手机银行", "adamId": "101"}, "shelfMapping": shelves}
    data = json.dumps({"data": [{"data": page}]}, ensure_ascii=False)
    return f'<script type="application/json" id="serialized-server-data">{data}</script>'


@pytest.mark.parametrize("layout", [chart, shoebox])
def test_both_layouts_give_the_ranks(layout):
    entries = read_chart(layout(["101", "102", "103"]), **LISTED)
    assert [(entry.rank, entry.store_app_code, entry.app_name) for entry in entries] == [
        (1, "101", "银行101"),
        (2, "102", "银行102"),
        (3, "103", "银行103"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (chart(["101", "102"]), "2 rows, expected at least 3"),
        ("<html><body>今天</body></html>", "0 rows"),
        (chart(["101", "103", "104"]), "none of the apps that are always listed"),
        (chart(["101", "102", "103"], [1, 2, 4]), "without a gap"),
    ],
    ids=["short", "another-page", "no-canary", "gap"],
)
def test_chart_that_cannot_be_right_is_refused(text, problem):
    with pytest.raises(ChecksFailedError, match=problem) as caught:
        read_chart(text, **LISTED)
    assert "c1" in caught.value.subject
    assert caught.value.exit_code is ExitCode.CHECKS_FAILED


def test_app_page_gives_its_facts_wherever_they_stand():
    shelves = {
        "productRatings": {"items": [{"ratingAverage": 4.5, "totalNumberOfRatings": 1000}]},
        "informationRibbon": {
            "items": [{"key": "chartPosition", "content": {"position": "12"}, "caption": "财务"}]
        },
        "mostRecentVersion": {"items": [{"primarySubtitle": "版本 7.0.1"}]},
        "information": {"items": [{"title": "供应商", "summary": "某某银行股份有限公司"}]},
        "description": {"items": [{"paragraph": {"text": "可缴水费。\n可缴电费。"}}]},
        "unknown": {"newKey": [1, 2, {"x": None}]},
    }
    app = read_app_page(app_page(shelves))
    assert (app.store_app_code, app.app_name, app.seller) == ("101", "某行手机银行", "某某银行股份有限公司")
    assert (app.version, app.rating, app.n_ratings) == ("7.0.1", 4.5, 1000)
    assert (app.chart_rank, app.chart_name) == (12, "财务")
    assert app.description == "可缴水费。\n可缴电费。"


def test_description_and_release_notes_are_read_as_evidence_of_the_app():
    shelves = {
        "mostRecentVersion": {
            "items": [{"primarySubtitle": "版本 5.1", "text": "1.新增学费缴纳\n2.水费即将上线"}]
        },
        "productDescription": {"items": [{"paragraph": {"text": "掌上办理电费缴纳"}}]},
    }
    app = read_app_page(app_page(shelves))
    assert (app.version, app.release_notes) == ("5.1", "1.新增学费缴纳\n2.水费即将上线")
    page = description_page(app, "utf-8", is_mojibake=False)
    place = PageChannels("mobile_bank", "mobile_bank", is_app=True)
    mentions = read_mentions(LEXICON, page, "https://apps.apple.com/cn/app/id101", place)
    assert pairs(mentions) == {("electricity", "mobile_bank"), ("tuition", "mobile_bank")}
    assert {one.block_path for one in mentions if one.item_id == "tuition"} == {"版本更新"}


def test_app_without_a_badge_has_no_rank():
    app = read_app_page(app_page({}))
    assert (app.chart_rank, app.chart_name, app.rating, app.version) == (None, None, None, None)


def test_reviews_are_dropped_while_parsing():
    shelves = {
        "allProductReviews": {"items": [{"paragraph": {"text": "某人的评论：可缴学费"}, "title": "昵称"}]}
    }
    assert "评论" not in repr(read_app_page(app_page(shelves)))


def test_page_without_an_app_is_refused():
    with pytest.raises(ChecksFailedError, match="no app in"):
        read_app_page("<html></html>")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared app-store samples are not on this machine")
@pytest.mark.parametrize(
    ("name", "code", "title", "version", "rank", "n_ratings"),
    [
        ("app_page_284882215_de.html", "284882215", "Facebook", "584.1", 4, 1430868),
        ("app_page_310633997_us.html", "310633997", "WhatsApp Messenger", "26.41.75", 2, 18832702),
    ],
)
def test_recorded_app_pages_are_read(name, code, title, version, rank, n_ratings):
    app = read_app_page((SAMPLES / name).read_text(encoding="utf-8"))
    assert (app.store_app_code, app.app_name, app.version) == (code, title, version)
    assert (app.chart_rank, app.n_ratings) == (rank, n_ratings)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared app-store samples are not on this machine")
def test_recorded_chart_that_was_cut_is_refused():
    text = (SAMPLES / "old_charts_page_shoebox_us_6007_2025-01.html").read_text(encoding="utf-8")
    with pytest.raises(ChecksFailedError, match="0 rows"):
        read_chart(text, **LISTED)
