"""Which page of a site comes next: the most promising one first, in an order that never depends on chance.

Enters: links, and what came for the pages asked. Leaves: candidates, best first; equal ones by depth, then by
discovery. A topic sinks a little with each of its pages, so that the fifteenth loan comes after the first
page on payments. What is passed over (traps.py, allowances.py) is counted by reason. Depth is the least
number of links from a start page, also where a shorter way is found later. Refuses a page it has seen under
either scheme.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from collector.fetch.allowances import Allowances, turned
from collector.fetch.links import FRAME_REGION
from collector.fetch.places import Candidate, Passed, Place
from collector.fetch.promise import SEED, Promise, promise_of
from collector.fetch.traps import Traps
from collector.fetch.urls import page_key

if TYPE_CHECKING:
    from collector.fetch.links import Link
    from collector.fetch.seen import Seen

TOPIC_STEP = 3
MAX_TOPIC_STEPS = 8
LISTED_ONLY = "named by a sitemap only, no room in the budget"
_NO_LIMIT = 1_000_000


class Frontier:
    """The heap of one bank's crawl and all pages it knows of."""

    def __init__(self, *, max_depth: int = _NO_LIMIT, n_pages: int = _NO_LIMIT) -> None:
        """``max_depth``: deeper pages wait until a shorter way to them is found. ``n_pages``: the budget."""
        self._max_depth = max_depth
        self._heap: list[tuple[int, int, int, str]] = []
        self._places: dict[str, Place] = {}
        self._n_of_topic: Counter[str] = Counter()
        self._n_pushed = 0
        self._passed: dict[str, tuple[Candidate, int]] = {}
        self._nearer: dict[str, Candidate] = {}
        self._traps = Traps()
        self._allowances = Allowances(n_pages)

    def __len__(self) -> int:
        return sum(place.state == "waiting" for place in self._places.values())

    def add_seed(self, url: str) -> None:
        """A start page, depth 0."""
        self._put(page_key(url), Candidate(url, 0, None, None, SEED.reason), SEED)

    def add(self, link: Link, *, depth: int, parent_url: str, is_listed: bool = False) -> None:
        """A link found on ``parent_url``. ``is_listed``: a sitemap names it, no depth keeps it out."""
        key = page_key(link.url)
        parent = self._places.get(page_key(parent_url))
        if parent is not None and not is_listed:
            parent.children.setdefault(key, int(link.region != FRAME_REGION))
        known = self._places.get(key)
        if known is not None:
            self._come_nearer(key, depth, parent_url, link.text or None)
            if is_listed and known.state == "waiting" and not known.is_listed:
                known.is_listed = True
                self._push(key)
            return
        above = parent.promise if parent else None
        promise, passed_over = turned(link, promise_of(link, above), above)
        candidate = Candidate(link.url, depth, parent_url, link.text or None, promise.reason)
        if passed_over:
            self._places[key] = Place(candidate, promise, "passed")
            self._note(candidate, passed_over)
        else:
            self._put(key, candidate, promise, is_listed=is_listed)

    def mark_seen(self, url: str, *, of: str) -> None:
        """A page that a redirect from ``of`` led to need not be asked again; a way to it is one to ``of``."""
        key = page_key(url)
        if key not in self._places:
            self._places[key] = Place(Candidate(url, _NO_LIMIT, None, None), SEED, "asked")
        place = self._places[key]
        place.state = "asked" if place.state == "waiting" else place.state
        place.children.setdefault(page_key(of), 0)

    def pop(self) -> Candidate | None:
        """The next page, or None when there is none left; from now on it counts as asked."""
        while self._heap:
            points, depth, number, key = heapq.heappop(self._heap)
            place = self._places[key]
            if place.state != "waiting" or depth != place.candidate.depth:
                continue
            now = self._points(place.promise)
            if now < -points:  # its topic has sunk since it was put in
                heapq.heappush(self._heap, (-now, depth, number, key))
                continue
            url, promise = place.candidate.url, place.promise
            reason = self._traps.reason(url) or self._allowances.reason(url, promise)
            if reason:
                place.state = "passed"
                self._note(place.candidate, reason)
                continue
            place.state = "asked"
            self._traps.asked(url)
            self._allowances.asked(url, promise)
            if promise.topic:
                self._n_of_topic[promise.topic] += 1
            return place.candidate
        return None

    def took(self, url: str, seen: Seen) -> str | None:
        """A page came; the URL of an earlier one that shows the same, None where it is a new one."""
        place = self._places.get(page_key(url))
        if place is None:
            return self._traps.took(url, seen, is_promising=False)
        place.state = "asked"
        is_promising = place.promise.topic is not None and place.promise.points > 0
        return self._traps.took(url, seen, is_promising=is_promising)

    def blocked(self, url: str) -> None:
        """What stands at ``url`` could not be read; should a shorter way to it be found, that matters."""
        place = self._places.get(page_key(url))
        if place is not None:
            place.state = "blocked"

    def drain(self) -> list[Candidate]:
        """All that still waits within depth, in order, less what is passed over; the crawl is at its end."""
        left = []
        waiting = [place for place in self._places.values() if place.state == "waiting"]
        for place in sorted(waiting, key=lambda one: (-self._points(one.promise), one.candidate.depth)):
            url, promise = place.candidate.url, place.promise
            if place.candidate.depth > self._max_depth:
                if place.is_listed:
                    self._note(place.candidate, LISTED_ONLY)
                continue
            reason = self._traps.reason(url) or self._allowances.reason(url, promise)
            place.state = "passed"
            if reason:
                self._note(place.candidate, reason)
            else:
                self._allowances.asked(url, promise)
                left.append(place.candidate)
        return left

    def nearer(self) -> list[Candidate]:
        """Pages that could not be read and to which a shorter way was found after they had been asked for."""
        return [near for key, near in self._nearer.items() if self._places[key].state == "blocked"]

    def passed_over(self) -> list[Passed]:
        """What was passed over, one note a reason, in the order in which the reasons arose."""
        return [Passed(first, number, reason) for reason, (first, number) in self._passed.items()]

    def _put(self, key: str, candidate: Candidate, promise: Promise, *, is_listed: bool = False) -> None:
        if key in self._places:
            return
        self._places[key] = Place(candidate, promise, is_listed=is_listed)
        if candidate.depth <= self._max_depth or is_listed:
            self._push(key)

    def _push(self, key: str) -> None:
        place = self._places[key]
        self._n_pushed += 1
        entry = (-self._points(place.promise), place.candidate.depth, self._n_pushed, key)
        heapq.heappush(self._heap, entry)

    def _points(self, promise: Promise) -> int:
        n_read = self._n_of_topic[promise.topic] if promise.topic else 0
        return promise.points - TOPIC_STEP * min(n_read, MAX_TOPIC_STEPS)

    def _come_nearer(self, key: str, depth: int, parent_url: str, text: str | None) -> None:
        """A way of ``depth`` links leads to a known page: it and what lies behind it may have come nearer."""
        ways = deque([(key, depth, parent_url, text)])
        while ways:
            key, depth, parent_url, text = ways.popleft()
            place = self._places.get(key)
            if place is None or depth >= place.candidate.depth:
                continue
            url = place.candidate.url
            text = text or place.candidate.anchor_text
            place.candidate = replace(place.candidate, depth=depth, parent_url=parent_url, anchor_text=text)
            if place.state == "blocked":
                self._nearer[key] = place.candidate
            elif place.state == "waiting" and depth <= self._max_depth:
                self._push(key)
            ways.extend((child, depth + step, url, None) for child, step in place.children.items())

    def _note(self, candidate: Candidate, reason: str) -> None:
        first, number = self._passed.get(reason, (candidate, 0))
        self._passed[reason] = (first, number + 1)
