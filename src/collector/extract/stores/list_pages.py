"""A store's list from the pages it was asked for in: joined, checked, and the rows it lands.

Enters: pages of one run, in any order, and the rows of their replies. Leaves: rows of ``app_ranks``; of a
list that cannot be right none, and its first reply then says ``changed``. A page that did not come ends the
list before it: ranks behind a gap would be made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, groupby, takewhile
from typing import TYPE_CHECKING, Any

from collector.errors import ChecksFailedError
from collector.extract.stores.lists import join_pages
from collector.extract.stores.records import Expected
from collector.store_words import ReplyState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from collector.extract.stores.records import StoreReply
    from collector.store_models import StoreReplyForm

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one reply said of a list; ``page`` counts from 0, ``state`` is the row of the reply."""

    wave: str
    store: str
    form: StoreReplyForm
    as_of_date: date
    page: int
    capture_id: str
    reply: StoreReply
    state: Row

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is the same in all pages of a list."""
        return self.wave, self.store, str(self.form.chart), self.as_of_date.isoformat()


def list_rows(pages: Iterable[ListPage]) -> Iterator[Row]:
    """The rows of all lists that are right; the others are marked in the rows of their replies."""
    ordered = sorted(pages, key=lambda page: (page.key, page.page, page.capture_id))
    for _, group in groupby(ordered, key=lambda page: page.key):
        yield from _rows(_unbroken(list(group)))


def _unbroken(pages: list[ListPage]) -> list[ListPage]:
    by_number = {page.page: page for page in pages}
    return [by_number[at] for at in takewhile(by_number.__contains__, count())]


def _rows(pages: list[ListPage]) -> Iterator[Row]:
    if not pages:
        return
    first = pages[0]
    expected = Expected(
        f"list {first.form.chart} of {first.as_of_date}",
        min_depth=first.form.min_depth,
        canaries=first.form.canaries,
    )
    try:
        joined = join_pages(first.store, [page.reply for page in pages], expected)
    except ChecksFailedError as error:
        first.state.update(state=ReplyState.CHANGED.value, problem=error.problem)
        return
    page_of = {
        entry.store_app_code: page.capture_id for page in reversed(pages) for entry in page.reply.entries
    }
    for entry in joined.entries:
        yield {
            "wave": first.wave,
            "store": first.store,
            "chart": first.form.chart,
            "as_of_date": first.as_of_date,
            "rank": entry.rank,
            "observed_depth": len(joined.entries),
            "store_app_code": entry.store_app_code,
            "list_id": first.capture_id,
            "capture_id": page_of[entry.store_app_code],
            "app_name": entry.app_name,
            "seller": entry.seller,
        }
