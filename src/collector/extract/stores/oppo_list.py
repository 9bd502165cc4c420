"""OPPO, ``home/store/index.json`` → the apps of the store's home list with downloads and grades.

Enters: one reply of cards. Leaves: rows in the order of the cards and a detail each. The home list is no
ranking of finance apps. Downloads come from the rounded text ``dlDesc``: ``dlCount`` stops at 2147483647.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores.fields import Reading, code_of, downloads_of, signed_of, text_of
from collector.extract.stores.lists import check_list
from collector.extract.stores.numbers import read_quantity, read_rating, whole
from collector.extract.stores.records import AppDetail, Expected, RankEntry, StoreReply
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from collector.extract.stores.fields import Fields

_UNUSED = ("verId", "url", "sizeDesc")


def read(text: str, expected: Expected) -> StoreReply:
    """All apps of the reply; one that stands on two cards counts once."""
    reading = Reading("oppo", expected)
    reply = reading.object(reading.parsed(text), "reply")
    errno = reply.need("errno", signed_of)
    if errno != 0:
        reading.withheld(f"errno is {errno}, expected 0")
    data = reply.needed_object("data")
    cards = data.rows("cards")
    if cards is None:
        data.refuse_without("cards")
    details: dict[str, AppDetail] = {}
    for row in (row for card in cards for row in card.rows("apps") or []):
        detail = _detail(row)
        if detail.store_app_code in details:
            reading.warn(f"{detail.store_app_code} stands twice, its first place is kept")
        details.setdefault(detail.store_app_code, detail)
    reply.end()
    data.end()
    entries = tuple(
        RankEntry(rank, detail.store_app_code, detail.app_name)
        for rank, detail in enumerate(details.values(), start=expected.first_rank)
    )
    check_list("oppo", entries, expected)
    return StoreReply(
        ReplyKind.OPPO_LIST, entries=entries, details=tuple(details.values()), warnings=reading.warnings()
    )


def _detail(row: Fields) -> AppDetail:
    counter, _ = row.loose("dlCount", read_quantity)
    quantity, shown = row.loose("dlDesc", read_quantity)
    downloads = downloads_of(quantity, shown)
    if counter is not None and counter.is_saturated:
        downloads["is_downloads_saturated"] = True
    detail = AppDetail(
        store_app_code=row.need("pkgName", code_of),
        app_name=row.need("appName", text_of),
        platform=Platform.ANDROID,
        other_code=row.maybe("appId", code_of),
        rating=row.maybe("grade", read_rating),
        n_ratings=row.maybe("gradeCount", whole),
        **downloads,
    )
    row.drop(*_UNUSED)
    row.end()
    return detail
