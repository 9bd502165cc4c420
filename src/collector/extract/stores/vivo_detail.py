"""vivo, ``/detail/{id}`` → downloads, score, version and package of one app.

Enters: the reply for one number of the store. Leaves: one detail by package. An object without an id is
withheld: what the store answers for an unknown number was in no reading. Whether ``download_count`` is
rounded is not known either; the scale of ``score`` is taken for 1 to 5, and any other number is left out
with a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collector.extract.stores.dates import day_of_millis, day_of_text
from collector.extract.stores.fields import Reading, code_of, downloads_of, text_of
from collector.extract.stores.numbers import read_quantity, read_rating
from collector.extract.stores.records import AppDetail, Expected, StoreReply
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from datetime import date

_UNUSED = ("version_code", "size", "download_url")


def read(text: str, expected: Expected) -> StoreReply:
    """The one app of the reply; ``expected.codes`` may be the store's number or the package."""
    reading = Reading("vivo", expected)
    app = reading.object(reading.parsed(text), "reply")
    number = app.maybe("id", code_of)
    if number is None:
        if "package_name" in app.names():
            reading.changed("reply.id is missing, expected the number of the app")
        said = {key: app.maybe(key, str) for key in ("code", "msg", "message") if key in app.names()}
        reading.withheld(f"the reply has no id and says {said or 'nothing'}, expected an app")
    package = app.need("package_name", code_of)
    downloads, shown = app.loose("download_count", read_quantity)
    ratings, _ = app.loose("raters_count", read_quantity)
    rating, _ = app.loose("score", read_rating)
    updated, _ = app.loose("upload_time", _day)
    detail = AppDetail(
        store_app_code=package,
        app_name=app.need("title_zh", text_of),
        platform=Platform.ANDROID,
        other_code=number,
        seller=app.maybe("developer", text_of),
        version=app.maybe("version_name", code_of),
        updated_date=updated,
        rating=rating,
        n_ratings=None if ratings is None or ratings.is_rounded else ratings.number,
        **downloads_of(downloads, shown),
    )
    app.drop(*_UNUSED)
    app.end()
    if expected.codes and {package, number}.isdisjoint(expected.codes):
        reading.changed(f"the reply is about {package} ({number}), expected {expected.codes[0]}")
    return StoreReply(ReplyKind.VIVO_DETAIL, details=(detail,), warnings=reading.warnings())


def _day(value: Any) -> date | None:
    return day_of_text(value) if isinstance(value, str) and not value.isdecimal() else day_of_millis(value)
