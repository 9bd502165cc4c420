"""Attempts on stores that gave nothing to read: each is a row too, and what no longer fits is told aloud.

Enters: fetches and the stores' declarations. Leaves: rows of ``store_replies``, lines for the operator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.stores.capture import reply_row
from collector.store_urls import find_reply
from collector.store_words import ReplyState
from collector.words import WALLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from collector.extract.rows import Findings
    from collector.models import Fetch
    from collector.store_models import Store
    from collector.store_urls import FoundReply

Asked = tuple["Store", "FoundReply", "Fetch"]


def asked_of_stores(stores: Iterable[Store], fetches: Iterable[Fetch]) -> dict[str, Asked]:
    """Attempts on declared replies by fetch id."""
    by_source = {f"store_{store.store}": store for store in stores}
    asked: dict[str, Asked] = {}
    for fetch in fetches:
        store = by_source.get(fetch.source)
        found = find_reply(store, fetch.url) if store is not None else None
        if store is not None and found is not None:
            asked[fetch.fetch_id] = (store, found, fetch)
    return asked


def add_unread(findings: Findings, asked: Mapping[str, Asked], read_ids: set[str]) -> None:
    """Add a row for every attempt that was not read; a store's wall is ``withheld``, never an empty list."""
    for fetch_id, (store, found, fetch) in asked.items():
        if fetch_id not in read_ids:
            row = reply_row(store, found, fetch)
            if fetch.outcome in WALLS:
                row["state"] = ReplyState.WITHHELD.value
            findings.add("store_replies", row)


def changed_replies(findings: Findings) -> Iterator[str]:
    """One line per reply that is no longer in the form that is read."""
    for row in findings.rows.get("store_replies", ()):
        if row["state"] == ReplyState.CHANGED.value:
            yield f"{row['store']} {row['reply_kind']} has changed: {row['problem']} ({row['url']})"
