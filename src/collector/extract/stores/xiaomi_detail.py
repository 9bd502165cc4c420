"""小米, detail page ``app.mi.com/details?id=PKG`` → version, day of update, maker and stars of one package.

Enters: HTML. Leaves: one detail, or the package in ``missing_codes`` where the page says that it does not
exist. The store gives no downloads. Refuses a page without 包名, and one about another package.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from collector.extract.pages.text import clean
from collector.extract.stores.dates import day_of_text
from collector.extract.stores.fields import Reading
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.numbers import half_stars, read_quantity
from collector.extract.stores.pages import labelled, refuse_stand_in
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.extract.stores.refusals import check_final_url
from collector.stand_ins import SOFT_404
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from datetime import date

_LABELS = ("版本号", "更新时间", "包名", "appID", "appId", "开发者")
_STARS = re.compile(r"\bstar1-(\d{1,2})\b")
_RATINGS = re.compile(r"([\d,.]+\s*[万亿]?)\s*次评分")
_NAMES = ("h3", "h1", "title")


def read(text: str, expected: Expected) -> StoreReply:
    """The one app of the page."""
    check_final_url("xiaomi", expected)
    reading = Reading("xiaomi", expected)
    tree = LexborHTMLParser(text)
    facts = labelled(tree.root, _LABELS) if tree.root is not None else {}
    if "包名" not in facts:
        if SOFT_404.search(clean(tree.body.text(separator="\n")) if tree.body is not None else ""):
            return StoreReply(ReplyKind.XIAOMI_DETAIL, missing_codes=expected.codes)
        refuse_stand_in(text, reading, "包名")
    package = facts["包名"]
    if missing_codes(expected, [package]):
        reading.changed(f"the page is about {package}, expected {expected.codes[0]}")
    detail = AppDetail(
        store_app_code=package,
        app_name=_name(tree, reading),
        platform=Platform.ANDROID,
        other_code=facts.get("appID") or facts.get("appId"),
        seller=facts.get("开发者"),
        version=facts.get("版本号"),
        updated_date=_day(facts.get("更新时间"), reading),
        rating=_rating(text, reading),
        n_ratings=_n_ratings(tree, reading),
    )
    return StoreReply(ReplyKind.XIAOMI_DETAIL, details=(detail,), warnings=reading.warnings())


def _name(tree: LexborHTMLParser, reading: Reading) -> str:
    names = (clean(node.text()) for tag in _NAMES if (node := tree.css_first(tag)) is not None)
    name = next((name for name in names if name), None)
    if name is None:
        reading.changed("the page names no app, expected a heading")
        raise AssertionError(reading.store)
    return name


def _day(text: str | None, reading: Reading) -> date | None:
    try:
        return day_of_text(text)
    except ValueError as error:
        reading.warn(f"更新时间: {error}")
        return None


def _rating(text: str, reading: Reading) -> float | None:
    found = _STARS.search(text)
    try:
        return half_stars(int(found[1])) if found is not None else None
    except ValueError as error:
        reading.warn(f"star1-N: {error}")
        return None


def _n_ratings(tree: LexborHTMLParser, reading: Reading) -> int | None:
    found = _RATINGS.search(tree.body.text()) if tree.body is not None else None
    quantity = read_quantity(found[1]) if found is not None else None
    if quantity is not None and quantity.is_rounded:
        reading.warn(f"次评分: {quantity.text!r} is rounded and not kept")
        return None
    return None if quantity is None else quantity.number
