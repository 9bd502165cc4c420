"""Places where a site has pages without end: what is told from the URL alone, and what only from what came.

Enters: URLs, and fingerprints of the pages that came for them. Leaves: a reason not to ask, or None. Refuses
to probe: no address is made up to see how a site answers nonsense, the pages asked anyway show it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.fetch.shapes import calendar_of, is_counted, shape_of

if TYPE_CHECKING:
    from collector.fetch.seen import Seen

_SITE = ""
MAX_SEGMENTS = 12
MAX_REPEATS = 3
"""Times that one segment may stand in a path."""
MAX_DATES = 6
"""Dates of one calendar that are asked for."""
MAX_STALE = 5
"""Pages in a row of one shape, or of one path with ever new parameters, that show nothing new."""
MAX_STALE_SITE = 15
"""Pages in a row, wherever they stand, that show nothing new: a site that answers any address alike."""
MIN_TWINS = 3
"""Pairs of pages with the same text that make one part of a site the mirror of another."""


def is_endless_path(path: str) -> bool:
    """True where a path repeats itself (``/a/b/a/b/``, ``/a/a/a/``) or is deeper than any honest one.

    >>> is_endless_path("/cn/news/cn/news/1.html"), is_endless_path("/cn/news/1.html")
    (True, False)
    """
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return True
    if max((segments.count(segment) for segment in set(segments)), default=0) > MAX_REPEATS:
        return True
    for size in range(1, len(segments) // 2 + 1):
        times = 3 if size == 1 else 2
        for start in range(len(segments) - size * times + 1):
            block = segments[start : start + size]
            if segments[start : start + size * times] == block * times:
                return True
    return False


class Traps:
    """What one crawl has learnt of the endless parts of its site."""

    def __init__(self) -> None:
        self._first_with: dict[str, str] = {}
        self._shown: set[str] = set()
        self._n_stale: Counter[str] = Counter()
        self._n_dates: Counter[str] = Counter()
        self._n_twins: Counter[tuple[str, str]] = Counter()
        self._twins: dict[str, str] = {}
        self._read: set[str] = set()

    def asked(self, url: str) -> None:
        """A page is asked for; dates of a calendar count."""
        calendar = calendar_of(url)
        if calendar:
            self._n_dates[calendar] += 1

    def took(self, url: str, seen: Seen, *, is_promising: bool) -> str | None:
        """A page came: the URL of an earlier page that shows the same text, None where there is none.

        Another number is nothing new on a page that promised nothing; among products it may be another one.
        """
        twin = None
        if seen.content is not None:
            twin = self._first_with.setdefault(seen.content, url)
            twin = None if twin == url else twin
        shown = seen.text if is_promising else seen.gist
        is_new = shown is None or shown not in self._shown
        self._shown.update(one for one in (seen.text, seen.gist) if one is not None)
        for group in (*_groups(url), _SITE):
            self._n_stale[group] = 0 if is_new else self._n_stale[group] + 1
        self._read.add(_without_scheme(url))
        if twin is not None:
            self._pair(url, twin)
        return twin

    def reason(self, url: str) -> str | None:
        """Why ``url`` is not worth asking after what has been seen, None where it is."""
        calendar = calendar_of(url)
        if calendar and self._n_dates[calendar] >= MAX_DATES:
            return f"calendar {calendar}"
        for group in _groups(url):
            if self._n_stale[group] >= MAX_STALE:
                return f"nothing new in {MAX_STALE} pages of {group}"
        if self._n_stale[_SITE] >= MAX_STALE_SITE:
            return f"nothing new in {MAX_STALE_SITE} pages of the site"
        name = _without_scheme(url)
        for head, other in self._twins.items():
            if name.startswith(head) and other + name.removeprefix(head) in self._read:
                return f"{head} mirrors {other}"
        return None

    def _pair(self, url: str, twin: str) -> None:
        """Two addresses of one page: where they end alike, what stands before may be a mirror."""
        ours, theirs = _without_scheme(url).split("/"), _without_scheme(twin).split("/")
        n_alike = 0
        while n_alike < min(len(ours), len(theirs)) and ours[-1 - n_alike] == theirs[-1 - n_alike]:
            n_alike += 1
        if not n_alike or ours == theirs:
            return
        pair = _head(ours, n_alike), _head(theirs, n_alike)
        self._n_twins[pair] += 1
        if self._n_twins[pair] >= MIN_TWINS:
            self._twins[pair[0]] = pair[1]


def _groups(url: str) -> tuple[str, ...]:
    """The shape where a site may count on in it, and the path where it has parameters."""
    shape = shape_of(url)
    parts = urlsplit(url)
    groups = (shape,) if is_counted(shape) else ()
    return (*groups, f"{parts.netloc}{parts.path}?") if parts.query else groups


def _head(parts: list[str], n_alike: int) -> str:
    """What stands before the last ``n_alike`` parts, with its last slash."""
    return "/".join([*parts[: len(parts) - n_alike], ""])


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]
