"""Apple's app page → name, seller, version, ratings, badge, description.

Enters: text of an app page. Leaves: what stands on it. Refuses a page without an app, and one from another
storefront. Titles are localised, so keys decide wherever there are some.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from collector.extract.pages.text import clean
from collector.extract.stores.dates import day_of_moment
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.numbers import read_rating, stars_in_order
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.extract.stores.refusals import changed, check_final_url
from collector.extract.stores.trees import count_of, objects_with, parse_tree, values_of
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from datetime import date

    from collector.extract.stores.records import StarCounts

_VERSION = re.compile(r"\d[\w.]*")
_SELLER_TITLES = frozenset({"供应商", "销售商", "开发者", "Seller", "Provider", "Anbieter"})
_DATA = "script#serialized-server-data"


def read(text: str, expected: Expected) -> StoreReply:
    """The app page as a reply; the app must be the one that was asked for."""
    check_final_url("apple", expected)
    app = _read(text, expected)
    if missing_codes(expected, [app.store_app_code]):
        changed("apple", expected, f"the page is about {app.store_app_code}, expected {expected.codes[0]}")
    return StoreReply(ReplyKind.APPLE_PAGE, details=(app,))


def _read(text: str, expected: Expected) -> AppDetail:
    node = LexborHTMLParser(text).css_first(_DATA)
    data = parse_tree(node.text()) if node is not None else None
    lockup = next(
        (found for found in values_of(data, "lockup") if isinstance(found, dict) and found.get("adamId")),
        None,
    )
    if lockup is None:
        changed("apple", expected, f"no app in {_DATA}")
    ratings: dict[str, Any] = next(objects_with(data, "ratingAverage"), {})
    badge = _ribbon(data, "chartPosition")
    place = badge.get("content")
    released: dict[str, Any] = next(
        (item for item in objects_with(data, "primarySubtitle") if isinstance(item["primarySubtitle"], str)),
        {},
    )
    matched = _VERSION.search(released.get("primarySubtitle", ""))
    return AppDetail(
        store_app_code=str(lockup["adamId"]),
        app_name=clean(_text(lockup.get("title")) or ""),
        platform=Platform.IOS,
        other_code=_text(lockup.get("bundleId")),
        seller=_seller(data),
        version=matched[0] if matched else None,
        updated_date=_day(released.get("secondarySubtitle")),
        rating=_rating(ratings.get("ratingAverage"), expected),
        n_ratings=count_of(ratings.get("totalNumberOfRatings")),
        star_counts=_stars(ratings.get("ratingCounts")),
        chart_rank=count_of(place.get("position")) if isinstance(place, dict) else None,
        chart_name=_text(badge.get("caption")),
        description=_description(data),
        release_notes=_text(released.get("text")) or "",
    )


def _ribbon(data: Any, key: str) -> dict[str, Any]:
    return next((item for item in objects_with(data, "key") if item["key"] == key), {})


def _seller(data: Any) -> str | None:
    titled = (item for item in objects_with(data, "summary") if _text(item.get("title")) in _SELLER_TITLES)
    sellers = (_text(item["summary"]) for item in titled)
    return next((seller for seller in sellers if seller), None) or _text(
        _ribbon(data, "developer").get("caption")
    )


def _description(data: Any) -> str:
    paragraphs = (found.get("text") for found in values_of(data, "paragraph") if isinstance(found, dict))
    return "\n".join(text for text in paragraphs if isinstance(text, str))


def _stars(counts: Any) -> StarCounts | None:
    """Apple's app page writes 5★ first; None where the page has no such list."""
    try:
        return stars_in_order(counts, highest_first=True) if isinstance(counts, list) and counts else None
    except (TypeError, ValueError):
        return None


def _day(text: Any) -> date | None:
    """The day of release; pages in some languages show text that is no time."""
    try:
        return day_of_moment(text)
    except (TypeError, ValueError):
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _rating(value: Any, expected: Expected) -> float | None:
    try:
        return read_rating(value)
    except (TypeError, ValueError, ArithmeticError) as error:
        changed("apple", expected, f"ratingAverage: {error}")
