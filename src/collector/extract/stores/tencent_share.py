"""应用宝, share page ``a.app.qq.com/o/simple.jsp`` → downloads, stars and version of one package.

Enters: HTML with a line ``window.systemData={…}``. Leaves: one detail. ``head`` (the caller's address and
an id made for it) is dropped. Refuses a page without that line, and a page about another package.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from collector.extract.stores.fields import Reading, code_of, downloads_of, text_of
from collector.extract.stores.lists import missing_codes
from collector.extract.stores.numbers import read_quantity, read_rating, stars_by_name, whole
from collector.extract.stores.pages import refuse_stand_in
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.extract.stores.refusals import check_final_url
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from collector.extract.stores.fields import Fields
    from collector.extract.stores.numbers import Quantity

_DATA = re.compile(r"window\.systemData\s*=\s*(?=\{)")
_UNUSED = ("iconUrl", "apkUrl", "fileSize", "apkMd5", "flag", "developer")


def read(text: str, expected: Expected) -> StoreReply:
    """The one app of the page."""
    check_final_url("tencent", expected)
    reading = Reading("tencent", expected)
    data = reading.object(_system_data(text, reading), "systemData")
    data.drop("head")
    app = data.object("appDetail")
    if app is None:
        return StoreReply(ReplyKind.TENCENT_SHARE, missing_codes=expected.codes, warnings=reading.warnings())
    detail = _detail(app, reading)
    data.end()
    if missing_codes(expected, [detail.store_app_code]):
        reading.changed(f"the page is about {detail.store_app_code}, expected {expected.codes[0]}")
    return StoreReply(ReplyKind.TENCENT_SHARE, details=(detail,), warnings=reading.warnings())


def _system_data(text: str, reading: Reading) -> Any:
    found = _DATA.search(text)
    if found is None:
        refuse_stand_in(text, reading, "window.systemData")
        return None
    try:
        return json.JSONDecoder().raw_decode(text, found.end())[0]
    except (ValueError, RecursionError) as error:
        return reading.changed(f"window.systemData is cut or no JSON ({error})")


def _detail(app: Fields, reading: Reading) -> AppDetail:
    count = app.object("downCount")
    exact, _ = count.loose("bytes", read_quantity) if count is not None else (None, None)
    rounded, shown = count.loose("desc", read_quantity) if count is not None else (None, None)
    if count is not None:
        count.end()
    if not _agree(exact, rounded):
        reading.warn(f"the exact count and {shown!r} differ")
    about = app.object("rating")
    author = app.maybe("author", text_of)
    detail = AppDetail(
        store_app_code=app.need("packageName", code_of),
        app_name=app.need("appName", text_of),
        platform=Platform.ANDROID,
        other_code=app.maybe("appId", code_of),
        seller=author or app.maybe("developer", text_of),
        version=app.maybe("versionName", code_of),
        rating=about.maybe("averageRating", read_rating) if about is not None else None,
        n_ratings=about.maybe("ratingCount", whole) if about is not None else None,
        star_counts=about.maybe("ratingDistribution", stars_by_name) if about is not None else None,
        **downloads_of(exact, shown),
    )
    if about is not None:
        about.end()
    app.drop(*_UNUSED)
    app.end()
    return detail


def _agree(exact: Quantity | None, rounded: Quantity | None) -> bool:
    if exact is None or rounded is None or exact.number is None or rounded.number is None:
        return True
    return abs(exact.number - rounded.number) <= rounded.step
