"""豌豆荚 of the sample: the finance category, HTML in JSON, 48 rows at 24 a page and then an empty page.

Throttled: a page that asks for a proof of being human, with status 200, in place of JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample.render import render
from collector.sample.store_tables import listed
from collector.sample.stores.forms import (
    SHORT_ROWS,
    asked_for,
    captcha_reply,
    json_reply,
    number_in,
    retold,
)
from collector.store_words import StoreForm

if TYPE_CHECKING:
    from collector.sample.page import Asked, Reply

HOST = "www.wandoujia.com"
_LIST = "/wdjweb/api/category/more"
_FINANCE, _PAGE_SIZE = "5023", 24
_NEW_NAMES = {"data-pn": "data-package", "install-count": "count"}


def wandoujia_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """A page of the category, counted from 1; None for another address."""
    values = asked_for(asked.query)
    page = number_in(values, "page", 1)
    if asked.path != _LIST or asked.body is not None or not page:
        return None
    if form is StoreForm.THROTTLED:
        return captcha_reply("豌豆荚")
    apps = listed("wandoujia", "finance") if values.get("catId") == _FINANCE else ()
    if form in {StoreForm.SHORT, StoreForm.EMPTY}:
        apps = apps[: SHORT_ROWS if form is StoreForm.SHORT else 0]
    content = render("wandoujia_rows.html.j2", apps=apps[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE])
    if form is StoreForm.CHANGED:
        content = retold(content, _NEW_NAMES)
    state = {"code": 2000000, "msg": "Ok", "tips": ""}
    return json_reply({"state": state, "data": {"currPage": page, "content": content.strip()}})
