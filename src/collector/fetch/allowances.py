"""How many pages of one kind a crawl reads: news and pages of lists have an allowance, offers have none.

Enters: URLs with their promise. Leaves: a reason to pass a page over, or None. Refuses to limit what promises
an offer, and what is not counted by numbers or dates: every page of a menu is read if there is room.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from collector.fetch.promise import SEED_POINTS, Promise
from collector.fetch.shapes import is_counted, page_of_list, shape_of

if TYPE_CHECKING:
    from collector.fetch.links import Link

MAX_DULL = 10
"""Pages of one shape that promise nothing but news, notices, jobs …"""
MAX_DATED = 30
"""Pages of one shape with a date in their address, where their words say nothing."""
DULL_SHARE = 5
"""All of them together get one part in so many of the budget's pages (at least ``MAX_DULL``)."""
MAX_LIST_PAGES = 10
"""Pages of a list that promises offers."""
MAX_PLAIN_LIST_PAGES = 3
"""Pages of a list that says nothing."""
MAX_NEWS_LIST_PAGES = 2
"""Pages of a list of news."""
_PAGER_TEXT = re.compile(
    r"^\W*(?:\d{1,4}|第?\s*\d{1,4}\s*页|[上下前后首末尾]一?页|next(?: page)?|last|›|»|>+)\W*$", re.IGNORECASE
)


class Allowances:
    """What one crawl has read of pages that have an allowance."""

    def __init__(self, n_pages: int) -> None:
        """``n_pages``: the page budget of the crawl."""
        self._max_dull = max(MAX_DULL, n_pages // DULL_SHARE)
        self._n_dull = 0
        self._n_by_shape: Counter[str] = Counter()

    def asked(self, url: str, promise: Promise) -> None:
        """A page is asked for."""
        if _is_limited(promise) and is_counted(shape := shape_of(url)):
            self._n_by_shape[shape] += 1
            self._n_dull += 1

    def reason(self, url: str, promise: Promise) -> str | None:
        """Why the page is passed over, None where there is room."""
        if not _is_limited(promise) or not is_counted(shape := shape_of(url)):
            return None
        limit = MAX_DATED if promise.dull == "dated" else MAX_DULL
        if self._n_by_shape[shape] >= limit:
            return f"{limit} pages of {shape} read"
        if self._n_dull >= self._max_dull:
            return f"{self._max_dull} pages that promise no offer read"
        return None


def turned(link: Link, promise: Promise, parent: Promise | None) -> tuple[Promise, str | None]:
    """Promise of a page of a list, which is that of the list, and why it is passed over, None where not.

    ``parent`` is the page that the link stands on; links that turn no page keep ``promise``. The cap is on
    the page's number, so that the order in which pages are found does not matter.
    """
    found = page_of_list(link.url)
    if found is None or (link.text and not _PAGER_TEXT.match(link.text)):
        return promise, None
    of_list, number = found
    as_list = promise if parent is None or parent.points >= SEED_POINTS else parent
    limit = MAX_PLAIN_LIST_PAGES
    if as_list.points < 0:
        limit = MAX_NEWS_LIST_PAGES
    elif as_list.points > 0 and as_list.topic:
        limit = MAX_LIST_PAGES
    return as_list, f"pages after {limit} of {of_list}" if number > limit else None


def _is_limited(promise: Promise) -> bool:
    return promise.dull is not None and promise.points < 0
