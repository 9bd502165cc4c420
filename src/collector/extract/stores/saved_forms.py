"""Replies in a form that is also imported as a saved file: the reader of the import reads them.

Enters: Apple's old RSS, and iResearch's month, as they are asked for. Leaves: rows, and devices. Both are
read strictly; a list without entries is withheld, never a list of no apps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.extract.stores.fields import Reading
from collector.extract.stores.records import Expected, RankEntry, StoreReply
from collector.extract.stores.refusals import changed, check_final_url, withheld
from collector.imports.iresearch import read_iresearch
from collector.imports.legacy_rss import read_legacy_rss
from collector.store_words import ReplyKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.imports.rows import Saved


def read_rss(text: str, expected: Expected) -> StoreReply:
    """Apple's legacy feed of a category."""
    check_final_url("apple_rss", expected)
    document = Reading("apple_rss", expected).parsed(text)
    feed = document.get("feed") if isinstance(document, dict) else None
    if not isinstance(feed, dict) or not feed.get("entry"):
        withheld("apple_rss", expected, "the feed has no entry: throttled or empty, never no apps")
    saved = _saved("apple_rss", expected, lambda: read_legacy_rss(text, document, expected.subject, None))
    return _reply(ReplyKind.APPLE_LEGACY_RSS, saved)


def read_month(text: str, expected: Expected) -> StoreReply:
    """A month of iResearch; one that is not out yet is withheld."""
    document = Reading("iresearch", expected).parsed(text)
    if isinstance(document, dict) and document.get("Status") == "success" and document.get("List") == []:
        withheld("iresearch", expected, "the list is empty: the month is not out yet")
    saved = _saved("iresearch", expected, lambda: read_iresearch(text, document, expected.subject))
    return _reply(ReplyKind.IRESEARCH_MONTH, saved)


def _saved(store: str, expected: Expected, read: Callable[[], Saved]) -> Saved:
    try:
        return read()
    except UsageError as error:
        changed(store, expected, f"{error.subject}: {error.problem}")


def _reply(kind: ReplyKind, saved: Saved) -> StoreReply:
    return StoreReply(
        kind,
        entries=tuple(RankEntry(one.rank, one.code, one.app_name or "", one.seller) for one in saved.placed),
        devices=saved.devices,
        as_of_date=saved.placed[0].on.day,
        warnings=saved.warnings,
    )
