"""应用宝, detail page ``sj.qq.com/appdetail/PKG`` → version, rating and day of update, no downloads.

Enters: HTML with ``script#__NEXT_DATA__``. Leaves: one detail, from the card ``yybn_game_basic_info``.
Refuses a page without that card, and a card about another package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from collector.extract.stores.dates import day_of_seconds, day_of_text
from collector.extract.stores.fields import Reading, code_of, text_of
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.numbers import read_rating
from collector.extract.stores.pages import refuse_stand_in
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.extract.stores.refusals import check_final_url
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from datetime import date

    from collector.extract.stores.fields import Fields

_CARD = "yybn_game_basic_info"
_UNUSED = [
    "apk_size",
    "md_5",
    "cate_name_new",
    "tags",
    "permissions_list",
    "download_url",
]


def read(text: str, expected: Expected) -> StoreReply:
    """The one app of the page."""
    check_final_url("tencent", expected)
    reading = Reading("tencent", expected)
    node = LexborHTMLParser(text).css_first("script#__NEXT_DATA__")
    if node is None:
        refuse_stand_in(text, reading, "script#__NEXT_DATA__")
        raise AssertionError(expected.subject)
    value = reading.parsed(node.text())
    place = "__NEXT_DATA__"
    for key in ("props", "pageProps", "dynamicCardResponse", "data"):
        place = f"{place}.{key}"
        value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            reading.changed(f"{place} is missing, expected an object")
    detail = _detail(_card(value, reading))
    if missing_codes(expected, [detail.store_app_code]):
        reading.changed(f"the page is about {detail.store_app_code}, expected {expected.codes[0]}")
    return StoreReply(ReplyKind.TENCENT_DETAIL, details=(detail,), warnings=reading.warnings())


def _card(data: Any, reading: Reading) -> Fields:
    cards = data.get("components") if isinstance(data, dict) else None
    for card in cards if isinstance(cards, list) else []:
        if isinstance(card, dict) and card.get("cardId") == _CARD:
            rows = reading.object(card.get("data"), f"{_CARD}.data").rows("itemData")
            if rows:
                return rows[0]
    reading.changed(f"no app in a card {_CARD}")
    raise AssertionError(_CARD)


def _detail(app: Fields) -> AppDetail:
    operator, developer = app.maybe("operator", text_of), app.maybe("developer", text_of)
    updated, _ = app.loose("update_time", _day)
    rating, _ = app.loose("average_rating", read_rating)
    detail = AppDetail(
        store_app_code=app.need("pkg_name", code_of),
        app_name=app.need("name", text_of),
        platform=Platform.ANDROID,
        other_code=app.maybe("app_id", code_of),
        seller=operator or developer,
        version=app.maybe("version_name", code_of),
        updated_date=updated,
        category=app.maybe("cate_name", text_of),
        rating=rating,
        description="\n".join(
            filter(None, (app.maybe("editor_intro", _text), app.maybe("description", _text)))
        ),
    )
    app.drop(*_UNUSED)
    app.end()
    return detail


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def _day(value: Any) -> date | None:
    """Seconds as in the store's other replies; a day in text is taken too."""
    return day_of_text(value) if isinstance(value, str) and not value.isdecimal() else day_of_seconds(value)
