"""华为, ``webedge/appinfo`` and the comment card of ``harmony/page-detail`` → one app of AppGallery.

Enters: replies in the form that public projects document (2025 to 2026; no reply was kept). Leaves: one
detail, and the same with its stars. A long number is a HarmonyOS app: it and the Android app are two. A
reply with an ``rtnCode`` other than 0 is withheld: the store asks for a code that is not made here.
Comments are dropped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from collector.extract.stores.dates import day_of_millis, day_of_text
from collector.extract.stores.fields import Reading, code_of, downloads_of, signed_of, text_of
from collector.extract.stores.numbers import read_quantity, read_rating, stars_by_name, whole
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from datetime import date

    from collector.extract.stores.fields import Fields

_HARMONY_CHARS = 15
_COMMENTS = "fl.card.comment"
_STARS = tuple(f"{name}StarRatingCount" for name in ("one", "two", "three", "four", "five"))
_UNUSED = ("kindTypeName", "tagName", "hot", "versionCode", "size", "sha256", "price")


def read(text: str, expected: Expected) -> StoreReply:
    """The one app of an ``appinfo`` reply; ``expected.codes`` may be the store's number or the package."""
    reading = Reading("huawei", expected)
    app = _opened(text, reading)
    number = app.need("appId", code_of)
    downloads, shown = app.loose("downCount", read_quantity)
    ratings, _ = app.loose("rateNum", read_quantity)
    updated, _ = app.loose("releaseDate", _day)
    detail = AppDetail(
        store_app_code=app.need("pkgName", code_of),
        app_name=app.need("name", text_of),
        platform=Platform.HARMONY if len(number) >= _HARMONY_CHARS else Platform.ANDROID,
        other_code=number,
        seller=app.maybe("developerName", text_of),
        version=app.maybe("version", code_of),
        updated_date=updated,
        category=app.maybe("kindName", text_of),
        n_ratings=None if ratings is None or ratings.is_rounded else ratings.number,
        **downloads_of(downloads, shown),
    )
    app.drop(*_UNUSED)
    app.end()
    if expected.codes and {detail.store_app_code, number}.isdisjoint(expected.codes):
        reading.changed(f"the reply is about {detail.store_app_code}, expected {expected.codes[0]}")
    return StoreReply(ReplyKind.HUAWEI_APPINFO, details=(detail,), warnings=reading.warnings())


def add_stars(detail: AppDetail, text: str, expected: Expected) -> AppDetail:
    """The detail with the stars of a ``page-detail`` reply; unchanged where that has no comment card."""
    reading = Reading("huawei", expected)
    for page in _opened(text, reading).rows("pages") or []:
        cards = page.needed_object("data").needed_object("cardlist").rows("layoutData") or []
        for card in cards:
            rows = card.rows("data") if card.maybe("type", str) == _COMMENTS else None
            info = rows[0].maybe("starInfo", str) if rows else None
            if info is not None:
                return _with_stars(detail, reading.object(reading.parsed(info), "starInfo"))
    return detail


def _opened(text: str, reading: Reading) -> Fields:
    reply = reading.object(reading.parsed(text), "reply")
    code, said = reply.maybe("rtnCode", signed_of), reply.maybe("rtnDesc", str)
    if code:
        reading.withheld(f"rtnCode is {code} ({said or 'no text'}), expected an app")
    return reply


def _with_stars(detail: AppDetail, info: Fields) -> AppDetail:
    counts = {name: info.maybe(name, whole) for name in _STARS}
    return replace(
        detail,
        rating=info.maybe("averageRating", read_rating),
        n_ratings=info.maybe("totalStarRatingCount", whole),
        star_counts=None if None in counts.values() else stars_by_name(counts, _STARS),
    )


def _day(value: Any) -> date | None:
    return day_of_text(value) if isinstance(value, str) and not value.isdecimal() else day_of_millis(value)
