"""小米 of the sample: the pages of the finance list and an app's page.

Normal: 90 places in pages of 30, then empty ones; a page per app, one that says so for an app that is not
there. Throttled: 403, as addresses abroad are refused at times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample.render import render
from collector.sample.store_tables import listed, store_app
from collector.sample.stores.forms import (
    REFUSED,
    SHORT_ROWS,
    asked_for,
    cut,
    html_reply,
    json_reply,
    number_in,
    renamed,
    retold,
)
from collector.sample.stores.sellers import seller_of
from collector.store_words import ReplyKind, StoreForm

if TYPE_CHECKING:
    from collector.sample.page import Asked, Reply

HOST = "app.mi.com"
_LIST, _PAGE = "/categotyAllListApi", "/details"
_FINANCE, _PAGE_SIZE = "1", 30
_NEW_KEYS = {"packageName": "pkg", "displayName": "title"}
_NEW_LABELS = {"包名": "应用包", "版本号": "当前版本", "次评分": "人打分", "star1-": "score-"}


def xiaomi_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """A page of the list or of an app, None for another address."""
    if asked.path not in {_LIST, _PAGE} or asked.body is not None:
        return None
    if form is StoreForm.THROTTLED:
        return REFUSED
    values = asked_for(asked.query)
    return _list(values, form) if asked.path == _LIST else _page(values.get("id", ""), form)


def _list(values: dict[str, str], form: StoreForm) -> Reply | None:
    page, size = number_in(values, "page", 0), number_in(values, "pageSize", _PAGE_SIZE)
    if page is None or size is None:
        return None
    apps = listed("xiaomi", "finance") if values.get("categoryId") == _FINANCE else ()
    if form in {StoreForm.SHORT, StoreForm.EMPTY}:
        apps = apps[: SHORT_ROWS if form is StoreForm.SHORT else 0]
    rows = [
        {"appId": int(app.number), "displayName": app.app_name, "icon": f"icon/{app.number}",
         "level1CategoryName": "金融理财", "packageName": app.code}
        for app in apps[page * size : (page + 1) * size]
    ]  # fmt: skip
    reply = {"count": len(apps), "data": rows}
    return json_reply(renamed(reply, _NEW_KEYS) if form is StoreForm.CHANGED else reply)


def _page(package: str, form: StoreForm) -> Reply:
    app = store_app(ReplyKind.XIAOMI_DETAIL, "xiaomi", package) if form is not StoreForm.EMPTY else None
    if app is None:
        return html_reply(render("notice.html.j2", title="小米应用商店", text="页面不存在"))
    half_stars = round(2 * (app.rating or 0))
    text = render(
        "xiaomi_detail.html.j2", app=app, half_stars=half_stars, seller=seller_of(app.owner_id, app.app_name)
    )
    if form is StoreForm.CHANGED:
        text = retold(text, _NEW_LABELS)
    reply = html_reply(text)
    return cut(reply) if form is StoreForm.SHORT else reply
