"""豌豆荚, ``wdjweb/api/category/more`` → a category in the order of the store, with rounded installs.

Enters: one page: HTML inside JSON. Leaves: rows and details; an empty ``content`` is the end of the list,
and fine unless a depth is expected. A state other than Ok and HTML in place of JSON (the captcha) are
withheld.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from collector.extract.pages.text import clean
from collector.extract.stores.fields import Reading, downloads_of, text_of
from collector.extract.stores.lists import check_list
from collector.extract.stores.numbers import read_quantity
from collector.extract.stores.records import AppDetail, Expected, RankEntry, StoreReply
from collector.store_words import Platform, ReplyKind


def read(text: str, expected: Expected) -> StoreReply:
    """All rows of the page; the first has ``expected.first_rank``."""
    reading = Reading("wandoujia", expected)
    reply = reading.object(reading.parsed(text), "reply")
    state, data = reply.needed_object("state"), reply.object("data")
    message = state.maybe("msg", str)
    if (message or "").lower() != "ok":
        reading.withheld(f"state is {message!r}, expected 'Ok'")
    if data is None:
        reply.refuse_without("data")
    state.drop("code", "tips")
    state.end()
    if "content" not in data.names():
        reading.changed("reply.data.content is missing, expected HTML")
    content = data.maybe("content", str) or ""
    data.drop("currPage")
    data.end()
    reply.end()
    rows = LexborHTMLParser(content).css("li[data-pn]")
    if content.strip() and not rows:
        reading.changed("no li[data-pn] in reply.data.content")
    details = tuple(_detail(row, reading) for row in rows)
    entries = tuple(
        RankEntry(rank, one.store_app_code, one.app_name)
        for rank, one in enumerate(details, start=expected.first_rank)
    )
    check_list("wandoujia", entries, expected)
    return StoreReply(ReplyKind.WANDOUJIA_LIST, entries=entries, details=details, warnings=reading.warnings())


def _detail(row: LexborNode, reading: Reading) -> AppDetail:
    package = (row.attributes.get("data-pn") or "").strip()
    heading, installs = row.css_first("h2"), row.css_first(".install-count")
    name = text_of(heading.text()) if heading is not None else ""
    if not package or not name:
        reading.changed(f"a row has package {package!r} and name {name!r}, expected both")
    shown = clean(installs.text()) if installs is not None else None
    quantity = None
    try:
        quantity = read_quantity(shown)
    except ValueError as error:
        reading.warn(f".install-count: {error}")
    return AppDetail(
        store_app_code=package,
        app_name=name,
        platform=Platform.ANDROID,
        other_code=row.attributes.get("data-appid"),
        **downloads_of(quantity, shown),
    )
