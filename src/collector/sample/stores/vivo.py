"""vivo of the sample: the search for a name and an app by the store's own number.

Normal: the search finds apps of such a name after one of another maker that only sounds like it; a number
that is not there gives an object without an app. Throttled: a code other than 0, no app.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

from collector.sample.store_tables import read_store_apps, store_app
from collector.sample.stores.forms import asked_for, cut, json_reply, renamed
from collector.sample.stores.sellers import seller_of
from collector.store_words import ReplyKind, StoreForm

if TYPE_CHECKING:
    from collector.sample.page import Asked, Reply
    from collector.sample.store_tables import StoreApp

HOST = "h5-api.appstore.vivo.com.cn"
_SEARCH, _DETAIL = "/h5appstore/search/result-list", "/detail/"
_SHANGHAI = timezone(timedelta(hours=8))
_ALIKE = 2
_BUSY = {"code": 10001, "msg": "busy"}
_NEW_KEYS = {"package_name": "pkg", "title_zh": "title"}


def vivo_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """What is found for a name, or an app; None for another address."""
    if asked.body is not None or not asked.path.startswith((_SEARCH, _DETAIL)):
        return None
    if form is StoreForm.THROTTLED:
        return json_reply(_BUSY)
    if asked.path == _SEARCH:
        said = _found(asked_for(asked.query).get("key", ""), form)
    else:
        app = store_app(ReplyKind.VIVO_DETAIL, "vivo", asked.path.removeprefix(_DETAIL))
        said = _detail(app) if app is not None and form is not StoreForm.EMPTY else {}
    reply = json_reply(renamed(said, _NEW_KEYS) if form is StoreForm.CHANGED else said)
    return cut(reply) if form is StoreForm.SHORT else reply


def _found(name: str, form: StoreForm) -> dict[str, Any]:
    """Apps whose names begin alike, and before them one that is not meant."""
    rows = [
        {"id": 990_000 + len(name), "title_zh": f"示例{name}助手", "developer": "示例公司",
         "icon_url": "icon", "package_name": "example.vivo.helper", "remark": ""},
    ]  # fmt: skip
    rows += [
        {"id": int(app.number), "title_zh": app.app_name, "developer": seller_of(app.owner_id, app.app_name),
         "package_name": app.code, "icon_url": "icon", "remark": ""}
        for app in read_store_apps()
        if app.store == "vivo" and name and app.app_name[:_ALIKE] == name[:_ALIKE]
    ]  # fmt: skip
    value = [] if form is StoreForm.EMPTY else rows
    return {"code": 0, "data": {"appSearchResponse": {"result": True, "value": value}}}


def _detail(app: StoreApp) -> dict[str, Any]:
    moment = datetime.combine(app.updated, time(12), _SHANGHAI).timestamp() if app.updated else 0
    return {
        "id": int(app.number), "title_zh": app.app_name, "package_name": app.code,
        "version_name": app.version, "version_code": 100, "developer": seller_of(app.owner_id, app.app_name),
        "upload_time": int(moment) * 1000, "download_count": int(app.shown or app.downloads or 0),
        "score": app.rating or 0, "raters_count": app.n_ratings, "size": 102400, "download_url": "",
    }  # fmt: skip
