"""One bank's crawl as a sequence of decisions: what to ask next, given how the last attempt ended.

Enters: outcomes, links and what was seen, one attempt at a time. Leaves: asks, in an order that depends on
nothing else, and at the end what was left. Refuses to ask outside the bank's domains, beyond the budget or
deeper than it says. Knows nothing of Scrapy or the network.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from collector.declared.calls import Call, key_url
from collector.fetch.declared import DeclaredCalls
from collector.fetch.frontier import Frontier
from collector.fetch.links import FRAME_REGION, Link
from collector.fetch.notes import Note, notes_of
from collector.fetch.schemes import Schemes
from collector.fetch.seen import Seen
from collector.fetch.sitemaps import SITEMAP_SOURCE, Sitemaps
from collector.fetch.spending import Spending
from collector.fetch.store_calls import StoreCall
from collector.fetch.strangers import Strangers
from collector.fetch.urls import canonical_url, domains_of, is_within
from collector.words import UNREACHED, VISITED, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.fetch.calls import AnyCall
    from collector.fetch.places import Candidate
    from collector.models import Bank, Budget, Site

MAX_FAILURES_IN_A_ROW = 5
GIVEN_UP = f"given up after {MAX_FAILURES_IN_A_ROW} failures in a row"
NOTHING_SEEN = Seen()
_SEEN_THROUGH = VISITED | {Outcome.GONE, Outcome.WRONG_SITE}


@dataclass(frozen=True, slots=True)
class Ask:
    """One URL to ask for, on whose behalf, and how it was found.

    ``needs_browser``: the site's declaration says that the page without a browser is not the page.
    ``call``: the page of a declared product source, or the reply of a store, that this is. ``is_fresh``:
    asked for its cookies, so a kept answer will not do.
    """

    source: str
    owner_id: str | None
    url: str
    depth: int
    parent_url: str | None = None
    anchor_text: str | None = None
    is_rendered: bool = False
    needs_browser: bool = False
    call: AnyCall | None = None
    is_fresh: bool = False

    @property
    def key(self) -> str:
        """The URL under which the archive keeps the answer; in a series with its day or month after #."""
        key = key_url(self.url, self.call)
        period = self.call.period if isinstance(self.call, StoreCall) else None
        return key if period is None else f"{key}#{period}"


class SiteVisit:
    """The crawl of one bank's site; at most one ask is under way at any time."""

    source = "bank_site"

    def __init__(
        self, bank: Bank, site: Site, budget: Budget, seeds: tuple[str, ...], *, can_render: bool
    ) -> None:
        """``seeds`` are start pages of the wave or of banks.csv; a site declaration's own replace them."""
        self.owner_id = bank.bank_id
        self.seeds = tuple(filter(None, map(canonical_url, site.seeds or seeds)))
        self.domains = domains_of((*bank.domains, *self.seeds))
        self.is_reached = False
        self._site = site
        self._budget = budget
        self._can_render = can_render and site.render != "never"
        self._frontier = Frontier(max_depth=budget.depth, n_pages=budget.pages)
        self._spending = Spending(budget)
        self._sitemaps = Sitemaps(self.domains)
        self._strangers = Strangers()
        self._script_lists: list[Ask] = []
        self._urgent: list[Ask] = []
        self._calls = DeclaredCalls(site)
        self._schemes = Schemes()
        self._n_failures_in_a_row = 0
        asked = replace(site, sources=tuple(source for source in site.sources if source.is_on))
        what = [self.seeds, sorted(self.domains), astuple(budget), astuple(asked), self._can_render]
        self.plan = sha256(json.dumps(what).encode()).hexdigest()
        for url in self.seeds:
            self._frontier.add_seed(url)

    def next_ask(self) -> Ask | None:
        """What to ask now; None when the crawl has come to its end."""
        if self._urgent:
            return self._urgent.pop()
        is_given_up = self._n_failures_in_a_row >= MAX_FAILURES_IN_A_ROW
        is_source_due = not is_given_up and (self._spending.n_pages or not self.seeds)
        if is_source_due and (call := self._calls.pop()):
            return self._ask_source(call)
        if is_given_up or self._spending.used_up():
            return None
        sitemap = self._sitemaps.next_url()
        if sitemap is not None:
            return Ask(SITEMAP_SOURCE, None, self._schemes.applied(sitemap), depth=0)
        candidate = self._frontier.pop()
        if candidate is None:
            return None
        self._spending.n_pages += 1
        return self._ask(candidate)

    def took(
        self,
        ask: Ask,
        outcome: Outcome,
        final_url: str,
        links: Iterable[Link] = (),
        seen: Seen = NOTHING_SEEN,
        next_call: AnyCall | None = None,
    ) -> None:
        """How ``ask`` ended: https falls back to http, an empty page to the browser; links are queued.

        ``next_call`` is the page after the one of a declared source that was read.
        """
        self._spending.add(seen)
        if ask.source == SITEMAP_SOURCE:
            self._took_sitemap(ask, links if outcome in VISITED else ())
            return
        if outcome not in _SEEN_THROUGH and ask.call is None:
            self._frontier.blocked(ask.url)
        if outcome in UNREACHED:
            self._failed(ask, outcome)
            return
        self._n_failures_in_a_row = 0
        self._schemes.answered(ask.url)
        self.is_reached = self.is_reached or outcome in VISITED
        if ask.call is not None:
            self._calls.follow(next_call if isinstance(next_call, Call) else None)
            return
        if final_url != ask.url:
            self._frontier.mark_seen(final_url, of=ask.url)
        if outcome is Outcome.EMPTY and not ask.is_rendered and self._may_render():
            self._spending.n_rendered += 1
            self._urgent.append(replace(ask, is_rendered=True))
        if outcome is Outcome.EMPTY or (outcome in VISITED and self._is_new(ask, final_url, seen)):
            for link in links:
                self._add(link, ask)

    def _is_new(self, ask: Ask, final_url: str, seen: Seen) -> bool:
        """False for a page that shows what an earlier one showed: it was read, its links are known."""
        self._sitemaps.met(final_url, seen.sitemaps)
        if self._frontier.took(ask.url, seen) is not None:
            return False
        if seen.has_script_pager:
            self._script_lists.append(ask)
        return True

    def left_over(self) -> tuple[list[Ask], str]:
        """Asks that the budget has no room for, in the order they would have come, and why.

        Pages that could not be read and turned out to stand nearer to the start page are among them, so that
        their rows can be set right.
        """
        why = self._spending.used_up() or GIVEN_UP
        if self._n_failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            why = GIVEN_UP
        asks = []
        while (call := self._calls.pop()) is not None:
            asks.append(replace(self._ask_source(call), is_rendered=False))
        candidates = [*self._frontier.drain(), *self._frontier.nearer()]
        return [*asks, *(replace(self._ask(candidate), is_rendered=False) for candidate in candidates)], why

    def notes(self) -> list[Note]:
        """What was passed over and why, lists that turn pages by script, and undeclared domains."""
        lists = [(ask.url, ask.depth) for ask in self._script_lists]
        return notes_of(self.owner_id, self._frontier.passed_over(), lists, self._strangers.found())

    def is_probe(self, ask: Ask) -> bool:
        """True while https is only tried out on a host that has not answered yet; not worth trying twice."""
        return ask.source == SITEMAP_SOURCE or self._schemes.is_probe(ask.url)

    def _add(self, link: Link, ask: Ask) -> None:
        """Queue a link that stands on the page of ``ask``."""
        if self._is_wanted(link.url):
            depth = ask.depth + (link.region != FRAME_REGION)  # a frame is part of its page
            self._frontier.add(link, depth=depth, parent_url=ask.url)
        elif not is_within(link.url, self.domains):
            self._strangers.met(link, ask.url)

    def _took_sitemap(self, ask: Ask, links: Iterable[Link]) -> None:
        """Pages of a sitemap stand deeper than any link leads until a link to them is found."""
        for link in self._sitemaps.took(links):
            if self._is_wanted(link.url):
                self._frontier.add(link, depth=self._budget.depth + 1, parent_url=ask.url, is_listed=True)

    def _failed(self, ask: Ask, outcome: Outcome) -> None:
        """A host that does not answer over https is asked over http; one that cannot be found is not."""
        url = None if outcome is Outcome.DNS_FAILED else self._schemes.fallback(ask.url)
        if url:
            self._urgent.append(replace(ask, url=url))
        else:
            self._n_failures_in_a_row += 1

    def _ask(self, candidate: Candidate) -> Ask:
        """https first on a host not yet spoken to, afterwards whatever the host answered to."""
        url = self._schemes.applied(candidate.url)
        needs_browser = self._is_declared_rendered(url)
        is_rendered = needs_browser and self._may_render()
        self._spending.n_rendered += is_rendered
        return Ask(
            source=self.source,
            owner_id=self.owner_id,
            url=url,
            depth=candidate.depth,
            parent_url=candidate.parent_url,
            anchor_text=candidate.anchor_text,
            is_rendered=is_rendered,
            needs_browser=needs_browser,
        )

    def _ask_source(self, call: Call) -> Ask:
        """A source stands as deep as the crawl may go: one that fails leaves shallower answers alone."""
        is_rendered = call.source.request.is_rendered
        return Ask(
            source=self.source,
            owner_id=self.owner_id,
            url=self._schemes.applied(call.url),
            depth=self._budget.depth,
            is_rendered=is_rendered and self._can_render,
            needs_browser=is_rendered,
            call=call,
        )

    def _may_render(self) -> bool:
        return self._can_render and self._spending.has_browser_pages()

    def _is_declared_rendered(self, url: str) -> bool:
        return self._site.render == "always" or self._has_path(url, self._site.render_paths)

    def _is_wanted(self, url: str) -> bool:
        return is_within(url, self.domains) and not self._has_path(url, self._site.exclude_paths)

    @staticmethod
    def _has_path(url: str, prefixes: tuple[str, ...]) -> bool:
        path = "/" + url.partition("://")[2].partition("/")[2]
        return bool(prefixes) and path.startswith(prefixes)
