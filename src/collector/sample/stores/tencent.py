"""应用宝 of the sample: the record of one package by POST, its share page, its detail page.

Normal: a package that is not there, or several at once, has an empty set of records; a package that only the
other pages have is answered without a byte. Throttled: a code other than 0, a page that asks for a proof of
being human, 429.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

from collector.sample.page import Reply
from collector.sample.render import as_json, raw, render
from collector.sample.store_tables import read_store_apps, store_app
from collector.sample.stores.forms import (
    JSON,
    NOT_FOUND,
    TOO_MANY,
    asked_for,
    captcha_reply,
    cut,
    html_reply,
    json_reply,
    renamed,
    retold,
)
from collector.sample.stores.sellers import seller_of
from collector.store_words import ReplyKind, StoreForm

if TYPE_CHECKING:
    from datetime import date

    from collector.sample.page import Asked
    from collector.sample.store_tables import StoreApp

RECORD_HOST, SHARE_HOST, DETAIL_HOST = "upage.html5.qq.com", "a.app.qq.com", "sj.qq.com"
_RECORD, _SHARE, _DETAIL = "/wechat-apkinfo", "/o/simple.jsp", "/appdetail/"
_POST_ONLY = Reply(405, "text/plain; charset=utf-8", b"Method Not Allowed\n", headers=(("Allow", "POST"),))
_NOTHING = Reply(200, JSON, b"")
_NO_JSON = Reply(400, "text/plain; charset=utf-8", b"Bad Request\n")
_SHANGHAI = timezone(timedelta(hours=8))
_NEW_KEYS = {"app_info": "appInfo", "download_cnt_total": "downloads", "package_name": "pkg"}
_NEW_NAMES = {"window.systemData": "window.pageData", "__NEXT_DATA__": "__PAGE_DATA__"}


def record_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The record of the package that is named in the body, None for another address."""
    if asked.path != _RECORD:
        return None
    if asked.body is None:
        return _POST_ONLY
    try:
        wanted = json.loads(asked.body)
    except ValueError:
        return _NO_JSON
    if form is StoreForm.THROTTLED:
        return json_reply({"ret": -1001, "err_msg": "too many requests"})
    package = wanted.get("packagename") if isinstance(wanted, dict) else None
    app = store_app(ReplyKind.TENCENT_APKINFO, "tencent", package) if isinstance(package, str) else None
    if app is None and any((one.store, one.code) == ("tencent", package) for one in read_store_apps()):
        return _NOTHING
    records = {app.code: _record(app)} if app is not None and form is not StoreForm.EMPTY else {}
    said = {
        "ret": 0, "err_msg": "", "has_next": 0, "offset": "0", "record_key_type": 0,
        "app_detail_records": records, "app_detail_rows": str(len(records)),
    }  # fmt: skip
    reply = json_reply(renamed(said, _NEW_KEYS) if form is StoreForm.CHANGED else said)
    return cut(reply) if form is StoreForm.SHORT else reply


def _record(app: StoreApp) -> dict[str, Any]:
    stars = {str(number): str(count) for number, count in enumerate(app.star_counts or (), start=1)}
    moment = _seconds(app.updated)
    info = {
        "app_id": app.number, "name": app.app_name, "english_name": "", "package_name": app.code,
        "author": seller_of(app.owner_id, app.app_name), "cp_id": 1, "category_id": 114,
        "category_name": "金融", "check_level": 40, "cur_apk_id": app.number, "desc": "手机客户端",
        "publish_time": moment, "create_time": moment, "update_time": moment, "self_developed": 0,
        "is_tencent_app": 0, "icon_timestamp": moment, "status": 0, "tag": "", "alias": app.app_name,
        "download_cnt_total": str(app.downloads), "download_cnt_pc_total": "0", "install_cnt_total": "0",
    } | {f"score_cnt{number}_total": count for number, count in stars.items()}  # fmt: skip
    rating = {
        "rating_count": str(app.n_ratings), "average_rating": app.rating or 0, "rating_distribution": stars,
        "average_rating7_day": 0,
    }  # fmt: skip
    apk = {"logo256": f"icon/{app.number}", "download_week": "0", "sha256": "", "signatureSha256": ""}
    return {"app_info": info, "apk_all_data": apk, "app_rating_info": rating}


def share_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The share page of one package; a package that is not there has a page without an app."""
    if asked.path != _SHARE or asked.body is not None:
        return None
    if form is StoreForm.THROTTLED:
        return captcha_reply("应用宝")
    package = asked_for(asked.query).get("pkgname", "")
    app = store_app(ReplyKind.TENCENT_SHARE, "tencent", package)
    data: dict[str, Any] = {"head": {"guid": "0", "clientIp": "127.0.0.1"}}
    if app is not None and form is not StoreForm.EMPTY:
        data["appDetail"] = _share(app)
    return _page(render("tencent_share.html.j2", data=raw(as_json(data))), form)


def _share(app: StoreApp) -> dict[str, Any]:
    stars = {str(number): str(count) for number, count in enumerate(app.star_counts or (), start=1)}
    return {
        "appId": app.number, "packageName": app.code, "appName": app.app_name,
        "author": seller_of(app.owner_id, app.app_name), "developer": seller_of(app.owner_id, app.app_name),
        "downCount": {"bytes": str(app.downloads), "desc": shown_downloads(app.downloads or 0)},
        "rating": {"averageRating": app.rating or 0, "ratingCount": str(app.n_ratings),
                   "ratingDistribution": stars},
        "iconUrl": f"icon/{app.number}", "versionName": app.version, "apkUrl": "", "apkMd5": "",
        "fileSize": {"bytes": "104857600", "desc": "100 MB"}, "flag": {"value": "0"},
    }  # fmt: skip


def shown_downloads(number: int) -> str:
    """A count as the share page writes it: whole 亿, whole 万, or exact."""
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        if number >= worth:
            return f"{number // worth} {unit}次"
    return f"{number} 次"


def detail_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The detail page of one package: version and rating, no downloads."""
    if not asked.path.startswith(_DETAIL) or asked.body is not None:
        return None
    if form is StoreForm.THROTTLED:
        return TOO_MANY
    app = store_app(ReplyKind.TENCENT_DETAIL, "tencent", asked.path.removeprefix(_DETAIL))
    if app is None:
        return NOT_FOUND
    card = {"cardId": "yybn_game_basic_info", "data": {"itemData": [_detail(app)]}}
    response = {"data": {"components": [] if form is StoreForm.EMPTY else [card]}}
    data = {"props": {"pageProps": {"dynamicCardResponse": response}}}
    return _page(render("tencent_detail.html.j2", app=app, data=raw(as_json(data))), form)


def _detail(app: StoreApp) -> dict[str, Any]:
    return {
        "pkg_name": app.code, "app_id": app.number, "name": app.app_name,
        "developer": seller_of(app.owner_id, app.app_name), "operator": "", "version_name": app.version,
        "apk_size": "104857600", "md_5": "", "update_time": str(_seconds(app.updated)),
        "average_rating": f"{app.rating or 0}", "cate_name": "金融", "cate_name_new": "金融", "tags": "",
        "editor_intro": "", "description": "欢迎下载使用。", "permissions_list": [], "download_url": "",
    }  # fmt: skip


def _page(text: str, form: StoreForm) -> Reply:
    reply = html_reply(retold(text, _NEW_NAMES) if form is StoreForm.CHANGED else text)
    return cut(reply) if form is StoreForm.SHORT else reply


def _seconds(day: date | None) -> int:
    """Noon of the day in Shanghai, 0 where there is none."""
    return int(datetime.combine(day, time(12), _SHANGHAI).timestamp()) if day is not None else 0
