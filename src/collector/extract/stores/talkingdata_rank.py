"""TalkingData 移动观象台, ``app-rank.json``, ``rank/active.json`` (2017 to 2018) → an index of use.

Enters: a kept list of one category and month. Leaves: rows; shares are fractions of devices. Refuses a list
with gaps. The index is historic: nobody has seen its JSON since 2019.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores.fields import Reading, code_of, number_of, signed_of, text_of
from collector.extract.stores.lists import check_list
from collector.extract.stores.records import ActivityEntry, Expected, StoreReply
from collector.store_words import ReplyKind

if TYPE_CHECKING:
    from typing import Any

    from collector.extract.stores.fields import Fields

_UNUSED = ("appIconUrl", "newApp")


def read(text: str, expected: Expected) -> StoreReply:
    """All rows of the list by rank."""
    reading = Reading("talkingdata", expected)
    value = reading.parsed(text)
    rows = reading.object({"rows": value}, "reply").rows("rows") or []
    entries = tuple(sorted((_entry(row) for row in rows), key=lambda entry: entry.rank))
    check_list("talkingdata", entries, expected)
    return StoreReply(ReplyKind.TALKINGDATA_RANK, activity=entries, warnings=reading.warnings())


def _entry(row: Fields) -> ActivityEntry:
    entry = ActivityEntry(
        rank=row.need("ranking", signed_of),
        store_app_code=row.need("appId", code_of),
        app_name=row.need("appName", text_of),
        seller=row.maybe("company", text_of),
        rank_change=row.maybe("rankingChange", signed_of),
        coverage_share=row.maybe("coverageRate", _share),
        coverage_change=row.maybe("coverageChangeRate", number_of),
        active_share=row.maybe("activeRate", _share),
        active_change=row.maybe("activeChangeRate", number_of),
    )
    row.drop(*_UNUSED)
    row.end()
    return entry


def _share(value: Any) -> float:
    share = number_of(value)
    if not 0 <= share <= 1:
        raise ValueError("expected a share between 0 and 1")
    return share
