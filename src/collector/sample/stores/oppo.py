"""OPPO of the sample: the home list, 60 apps in pages of 20 and then empty ones; its counter ends at 2³¹-1.

Throttled: an errno other than 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collector.sample.store_tables import listed
from collector.sample.stores.forms import SHORT_ROWS, asked_for, json_reply, number_in, renamed
from collector.store_words import StoreForm

if TYPE_CHECKING:
    from collector.sample.page import Asked, Reply
    from collector.sample.store_tables import StoreApp

HOST = "app.cdo.oppomobile.com"
_LIST = "/home/store/index.json"
_PAGE_SIZE = 20
_COUNTER_END = 2**31 - 1
_NEW_KEYS = {"pkgName": "packageName", "dlDesc": "downloadText"}


def oppo_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """Rows of the home list, None for another address."""
    values = asked_for(asked.query)
    start, size = number_in(values, "start", 0), number_in(values, "size", _PAGE_SIZE)
    if asked.path != _LIST or asked.body is not None or start is None or size is None:
        return None
    if form is StoreForm.THROTTLED:
        return json_reply({"errno": 429, "data": {}})
    apps = listed("oppo", "home")
    if form in {StoreForm.SHORT, StoreForm.EMPTY}:
        apps = apps[: SHORT_ROWS if form is StoreForm.SHORT else 0]
    rows = [_row(app) for app in apps[start : start + size]]
    said = {"errno": 0, "data": {"cards": [{"apps": rows}] if rows else []}}
    return json_reply(renamed(said, _NEW_KEYS) if form is StoreForm.CHANGED else said)


def _row(app: StoreApp) -> dict[str, Any]:
    return {
        "appId": int(app.number), "verId": 1, "appName": app.app_name, "pkgName": app.code, "url": "",
        "dlCount": min(app.downloads or 0, _COUNTER_END), "dlDesc": app.shown, "grade": app.rating,
        "gradeCount": app.n_ratings, "sizeDesc": "100 MB",
    }  # fmt: skip
