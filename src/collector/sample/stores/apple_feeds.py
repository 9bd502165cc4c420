"""Apple of the sample beside its pages: the lookup, the marketing feed, and the old feed, closed to robots.

Normal: ids that are not sold are left out of a lookup silently. Throttled: 429 for a lookup, a feed without
its list.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from collector.sample.apple import chart_rows
from collector.sample.store_tables import listed, store_app
from collector.sample.stores.forms import SHORT_ROWS, TOO_MANY, asked_for, cut, json_reply, renamed
from collector.sample.stores.sellers import seller_of
from collector.store_words import ReplyKind, StoreForm

if TYPE_CHECKING:
    from collector.sample.page import Asked, Reply
    from collector.sample.store_tables import StoreApp

LOOKUP_HOST, FEED_HOST = "itunes.apple.com", "rss.marketingtools.apple.com"
_LOOKUP = "/lookup"
_FEED = re.compile(r"/api/v2/cn/apps/top-free/(10|25|50|100)/apps\.json")
_OLD_FEED = re.compile(r"/cn/rss/topfreeapplications/limit=(\d{1,3})/genre=6015/json")
_SCRIPT = "text/javascript; charset=utf-8"
_MADE_ON = "2018-11-01T09:30:00+08:00"
_MOST_ENTRIES = 100
_LOOKUP_KEYS = {"trackId": "adamId", "bundleId": "bundle", "trackName": "title"}
_FEED_KEYS = {"id": "adamId", "name": "title", "im:name": "im:title"}


def lookup_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The apps of the ids or bundle ids asked for, None for another address."""
    if asked.path != _LOOKUP or asked.body is not None:
        return None
    if form is StoreForm.THROTTLED:
        return TOO_MANY
    values = asked_for(asked.query)
    codes = (values.get("id") or values.get("bundleId") or "").split(",")
    found = [store_app(ReplyKind.APPLE_LOOKUP, "apple", code) for code in codes]
    if values.get("country") != "cn" or form is StoreForm.EMPTY:
        found = []
    results = [_result(app) for app in found if app is not None]
    said = {"resultCount": len(results), "results": results}
    spoilt = renamed(said, _LOOKUP_KEYS) if form is StoreForm.CHANGED else said
    reply = json_reply(spoilt, content_type=_SCRIPT)
    return cut(reply) if form is StoreForm.SHORT else reply


def _result(app: StoreApp) -> dict[str, Any]:
    moment = datetime.combine(app.updated, time(4), UTC) if app.updated else None
    seller = seller_of(app.owner_id, app.app_name)
    return {
        "wrapperType": "software", "kind": "software",
        "trackId": int(app.code) if app.code.isdigit() else app.code, "bundleId": app.number,
        "trackName": app.app_name, "artistName": seller, "sellerName": seller, "version": app.version,
        "currentVersionReleaseDate": f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else "",
        "averageUserRating": app.rating or 0, "userRatingCount": app.n_ratings, "primaryGenreId": 6015,
        "primaryGenreName": "财务", "genreIds": ["6015"], "genres": ["财务"], "price": 0, "currency": "CNY",
        "fileSizeBytes": "104857600", "description": "", "screenshotUrls": [],
    }  # fmt: skip


def feed_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The first of all apps, None for another address."""
    matched = _FEED.fullmatch(asked.path)
    if matched is None or asked.body is not None:
        return None
    rows = [
        {"artistName": seller_of(app.owner_id, app.app_name), "id": app.code, "name": app.app_name,
         "releaseDate": "2014-01-01", "kind": "apps", "artworkUrl100": "", "genres": [],
         "url": f"https://apps.apple.com/cn/app/id{app.code}"}
        for app in listed("apple", "top-free-overall")[: int(matched[1])]
    ]  # fmt: skip
    feed: dict[str, Any] = {
        "title": "热门免费 App", "id": "", "author": {}, "links": [], "copyright": "", "country": "cn",
        "icon": "", "updated": "Thu, 01 Nov 2018 01:30:00 +0000",
    }  # fmt: skip
    if form is not StoreForm.THROTTLED:
        feed["results"] = _cut_to(rows, form)
    if form is StoreForm.CHANGED:
        feed["results"] = renamed(rows, _FEED_KEYS)
    return json_reply({"feed": feed})


def old_feed_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The finance list, at most a hundred; a list of one holds it as an object. None for another address."""
    matched = _OLD_FEED.fullmatch(asked.path)
    if matched is None or asked.body is not None:
        return None
    rows = [
        {"im:name": {"label": row.name}, "title": {"label": row.name}, "im:artist": {"label": row.name},
         "id": {"label": "", "attributes": {"im:id": row.code}},
         "category": {"attributes": {"im:id": "6015", "label": "财务"}}}
        for row in chart_rows()[: min(int(matched[1]), _MOST_ENTRIES)]
    ]  # fmt: skip
    feed: dict[str, Any] = {"author": {}, "updated": {"label": _MADE_ON}, "rights": {}, "title": {}}
    rows = renamed(rows, _FEED_KEYS) if form is StoreForm.CHANGED else _cut_to(rows, form)
    if form not in {StoreForm.THROTTLED, StoreForm.EMPTY}:
        feed["entry"] = rows[0] if len(rows) == 1 else rows
    return json_reply({"feed": feed}, content_type=_SCRIPT)


def _cut_to(rows: list[dict[str, Any]], form: StoreForm) -> list[dict[str, Any]]:
    if form is StoreForm.EMPTY:
        return []
    return rows[:SHORT_ROWS] if form is StoreForm.SHORT else rows
