"""华为 of the sample, as its interface is documented; the store is off, so that nobody asks.

Normal: one app by package. One name on two platforms is two apps: the number of one for HarmonyOS is longer.
Throttled: 403 with rtnCode 1002, what the store says to who brings no code.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

from collector.sample.store_tables import store_app
from collector.sample.stores.forms import cut, json_reply, renamed
from collector.sample.stores.sellers import seller_of
from collector.store_words import ReplyKind, StoreForm

if TYPE_CHECKING:
    from collector.sample.page import Asked, Reply
    from collector.sample.store_tables import StoreApp

HOST = "web-drcn.hispace.dbankcloud.com"
_APP = "/edge/webedge/appinfo"
_SHANGHAI = timezone(timedelta(hours=8))
_NEW_KEYS = {"appId": "id", "pkgName": "package", "downCount": "downloads"}


def huawei_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The app that is named in the body, None for another address."""
    if asked.path != _APP or asked.body is None:
        return None
    if form is StoreForm.THROTTLED:
        return json_reply({"rtnCode": 1002, "rtnDesc": "interface code needed"}, status=403)
    try:
        wanted = json.loads(asked.body)
    except ValueError:
        wanted = None
    code = wanted.get("pkgName") or wanted.get("appId") if isinstance(wanted, dict) else None
    app = store_app(ReplyKind.HUAWEI_APPINFO, "huawei", code) if isinstance(code, str) else None
    said = _app(app) if app is not None and form is not StoreForm.EMPTY else {"rtnCode": 0}
    reply = json_reply(renamed(said, _NEW_KEYS) if form is StoreForm.CHANGED else said)
    return cut(reply) if form is StoreForm.SHORT else reply


def _app(app: StoreApp) -> dict[str, Any]:
    moment = datetime.combine(app.updated, time(12), _SHANGHAI).timestamp() if app.updated else 0
    return {
        "appId": app.number, "name": app.app_name, "pkgName": app.code, "kindName": "金融理财",
        "developerName": seller_of(app.owner_id, app.app_name), "kindTypeName": "应用", "tagName": "",
        "downCount": str(app.downloads), "hot": "", "rateNum": str(app.n_ratings), "version": app.version,
        "versionCode": 100, "size": 104857600, "releaseDate": int(moment) * 1000, "sha256": "", "price": "0",
    }  # fmt: skip
