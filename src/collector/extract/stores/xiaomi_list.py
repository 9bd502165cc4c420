"""小米, category list ``categotyAllListApi`` → packages in the order of the store.

Enters: one page of the list, or the bare rows in which the phone's list has been kept (2018, 2020; they
carry their place, version and stars too). Leaves: rows, ``n_listed`` of the whole list. A page past the end
is empty and fine unless a depth is expected of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores.dates import day_of_millis
from collector.extract.stores.fields import Reading, code_of, text_of
from collector.extract.stores.lists import check_list
from collector.extract.stores.numbers import read_rating, whole
from collector.extract.stores.records import AppDetail, Expected, RankEntry, StoreReply
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from collector.extract.stores.fields import Fields

_UNUSED = """
    icon adType addTime ads apkSize appTags appendSize briefShow briefUseIntro developerId
    diffFileSize favorite fitness grantCode hasSameDevApp hdIcon isFavorite level1CategoryId
    level2CategoryId rId relateAppHasMore releaseKeyHash samDevAppHasMore screenshot source
    suitableType versionCode videoId hasMore
"""


def read(text: str, expected: Expected) -> StoreReply:
    """All rows of the page; the first has ``expected.first_rank``."""
    reading = Reading("xiaomi", expected)
    value = reading.parsed(text)
    reply = reading.object({"data": value} if isinstance(value, list) else value, "reply")
    n_listed = reply.maybe("count", whole)
    rows = reply.rows("data")
    if rows is None:
        reply.refuse_without("data")
    reply.end()
    ranked = [_row(place, row, reading) for place, row in enumerate(rows, start=expected.first_rank)]
    entries = tuple(entry for entry, _ in ranked)
    check_list("xiaomi", entries, expected)
    if entries and n_listed is not None and n_listed < expected.first_rank - 1 + len(entries):
        reading.changed(f"count is {n_listed}, expected at least {expected.first_rank - 1 + len(entries)}")
    return StoreReply(
        ReplyKind.XIAOMI_LIST,
        entries=entries,
        details=tuple(detail for _, detail in ranked if detail is not None),
        n_listed=n_listed,
        warnings=reading.warnings(),
    )


def _row(place: int, row: Fields, reading: Reading) -> tuple[RankEntry, AppDetail | None]:
    package, name = row.need("packageName", code_of), row.need("displayName", text_of)
    seller, number = row.maybe("publisherName", text_of), row.maybe("appId", code_of)
    number = number or row.maybe("id", code_of)
    position = row.maybe("position", whole)
    if position is not None and position != place - 1:
        reading.changed(f"{package} stands in place {place} with position {position}, expected {place - 1}")
    version, category = row.maybe("versionName", code_of), row.maybe("level1CategoryName", text_of)
    updated = row.maybe("updateTime", day_of_millis)
    rating, n_ratings = row.maybe("ratingScore", read_rating), row.maybe("ratingTotalCount", whole)
    row.drop(*_UNUSED.split())
    row.end()
    entry = RankEntry(place, package, name, seller)
    if version is None:
        return entry, None
    # ratingTotalCount is 0 in all 160 kept rows, stars or not: it is not filled in
    detail = AppDetail(
        store_app_code=package,
        app_name=name,
        platform=Platform.ANDROID,
        other_code=number,
        seller=seller,
        version=version,
        updated_date=updated,
        category=category,
        rating=rating,
        n_ratings=n_ratings or None,
    )
    return entry, detail
