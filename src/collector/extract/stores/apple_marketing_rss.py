"""Apple's marketing feed → the overall top list of a storefront, at most a hundred rows, no category.

Enters: the reply to ``/api/v2/cn/apps/top-free/100/apps.json``. Leaves: rows in the order of the feed, the
day it was made. A bank stands in it only when it is among all apps' first hundred, so it is a canary and no
ranking of banks. A feed without its list is withheld, never "no apps".
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.extract.stores.dates import day_of_moment
from collector.extract.stores.fields import Reading, code_of, text_of
from collector.extract.stores.lists import check_list
from collector.extract.stores.records import Expected, RankEntry, StoreReply
from collector.extract.stores.refusals import check_final_url
from collector.store_words import ReplyKind

if TYPE_CHECKING:
    from collector.extract.stores.fields import Fields

_UNUSED_FEED = ("title", "id", "author", "links", "copyright", "icon")
_UNUSED = [
    "releaseDate",
    "kind",
    "artworkUrl100",
    "genres",
    "url",
    "artistId",
    "artistUrl",
    "copyright",
    "contentAdvisoryRating",
]


def read(text: str, expected: Expected) -> StoreReply:
    """All rows of the feed."""
    check_final_url("apple", expected)
    reading = Reading("apple", expected)
    reply = reading.object(reading.parsed(text), "reply")
    feed = reply.object("feed")
    if feed is None:
        reply.refuse_without("feed")
    feed.drop(*_UNUSED_FEED)
    rows = feed.rows("results")
    if not rows:
        feed.refuse_without("results")
    country = feed.need("country", text_of)
    if expected.url is not None and f"/{country}/" not in urlsplit(expected.url).path:
        reading.withheld(f"the feed is of storefront {country!r}, expected that of {expected.url}")
    as_of_date = feed.maybe("updated", day_of_moment)
    feed.end()
    reply.end()
    entries = tuple(_entry(rank, row) for rank, row in enumerate(rows, start=expected.first_rank))
    check_list("apple", entries, expected)
    return StoreReply(
        ReplyKind.APPLE_MARKETING_RSS, entries=entries, as_of_date=as_of_date, warnings=reading.warnings()
    )


def _entry(rank: int, row: Fields) -> RankEntry:
    entry = RankEntry(
        rank, row.need("id", code_of), row.need("name", text_of), row.maybe("artistName", text_of)
    )
    row.drop(*_UNUSED)
    row.end()
    return entry
