"""Attempts on stores that gave nothing to read: each is a row too, and what no longer fits is told aloud.

Enters: fetches and the stores' declarations. Leaves: rows of ``store_replies``, lines for the operator.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from collector.errors import ChecksFailedError, IncompleteError
from collector.extract.parquet import CURRENT
from collector.extract.stores.capture import reply_row
from collector.extract.stores.refusals import LOOK
from collector.store_urls import find_reply
from collector.store_words import ReplyState
from collector.words import UNREACHED, WALLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from collector.extract.rows import Findings
    from collector.models import Fetch, Wave
    from collector.paths import Paths
    from collector.store_models import Store
    from collector.store_urls import FoundReply

_SHOWN = 5
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
    """Add a row for every reply that was not read; a store's wall is ``withheld``, never an empty list.

    Of several attempts on one reply (https first, retries, another run) the last one counts.
    """
    last: dict[tuple[str, str], Fetch] = {}
    for _, _, fetch in asked.values():
        key = fetch.source, fetch.url.partition("://")[2]
        if key not in last or _when(last[key]) < _when(fetch):
            last[key] = fetch
    was_read = {
        (fetch.source, fetch.url.partition("://")[2])
        for id_, (_, _, fetch) in asked.items()
        if id_ in read_ids
    }
    for key, fetch in last.items():
        if key not in was_read:
            store, found, _ = asked[fetch.fetch_id]
            row = reply_row(store, found, fetch)
            if fetch.outcome in WALLS:
                row["state"] = ReplyState.WITHHELD.value
            findings.add("store_replies", row)


def _when(fetch: Fetch) -> tuple[datetime, bool, int, str]:
    """In the order of asking: on a clock that stands still, what answered came after what did not."""
    return fetch.fetched_at, fetch.outcome not in UNREACHED, fetch.attempt, fetch.fetch_id


def changed_replies(findings: Findings) -> Iterator[str]:
    """One line per reply that is no longer in the form that is read."""
    for row in findings.rows.get("store_replies", ()):
        if row["state"] == ReplyState.CHANGED.value:
            yield f"{row['store']} {row['reply_kind']} has changed: {row['problem']} ({row['url']})"


def check_replies(paths: Paths, wave: Wave) -> str:
    """How the replies of the wave's last day were, in one line.

    Raises IncompleteError (exit 4) where nothing of a store has landed, ChecksFailedError (exit 3) where a
    reply was in another form than the one that is read.
    """
    folder = paths.landing(wave.wave)
    current = folder / CURRENT
    run = current.read_text("utf-8").strip() if current.is_file() else ""
    path = folder / run / "store_replies.parquet"
    rows = pq.read_table(path).to_pylist() if run and path.is_file() else []
    if not rows:
        fix = f"collector crawl --wave {wave.wave}, then collector extract --wave {wave.wave}"
        raise IncompleteError(f"wave {wave.wave}", "no reply of a store has landed", fix=fix)
    day = max(row["as_of_date"] for row in rows)
    states = Counter(row["state"] for row in rows if row["as_of_date"] == day)
    changed = [row for row in rows if row["as_of_date"] == day and row["state"] == ReplyState.CHANGED.value]
    if changed:
        told = "; ".join(f"{row['store']} {row['reply_kind']}: {row['problem']}" for row in changed[:_SHOWN])
        raise ChecksFailedError(
            f"wave {wave.wave}, {day}", f"{len(changed)} replies in another form ({told})", fix=LOOK
        )
    return f"{day}: " + ", ".join(f"{states[state.value]} {state.value}" for state in ReplyState)
