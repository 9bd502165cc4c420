"""Measures how early a crawl finds what matters: the share of all findings in the first third of its pages.

Run: .venv/bin/python tests/benchmarks/crawl_order.py [--wave sample] [--web-root DIR] [--pages]
A wave's web is walked in memory: the visits decide, no spider and no browser runs, so sites that are scripts
only are passed over. A finding is an item that a page offers through a channel, or a product series in a
channel, once per bank. All findings are those of a walk that follows every link, level by level, without
order, allowance or trap; what the crawl never comes to counts as lost. ``--pages`` lists what each brought.
"""

from __future__ import annotations

import argparse
import sys
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.decode import decode
from collector.extract.mentions.page_channels import find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.mentions.terms import build_lexicon
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products
from collector.fetch.links import find_links
from collector.fetch.outcomes import classify_response
from collector.fetch.plan import plan_sites
from collector.fetch.redirects import redirect_target
from collector.fetch.seen import Seen, look
from collector.fetch.text import is_html
from collector.fetch.urls import is_within, page_key
from collector.sample.page import Asked
from collector.sample.web import open_web
from collector.words import VISITED, Outcome, Polarity

if TYPE_CHECKING:
    from collector.extract.mentions.terms import Lexicon
    from collector.fetch.links import Link
    from collector.fetch.visit import SiteVisit
    from collector.models import Config, Wave
    from collector.sample.page import Reply
    from collector.sample.web import Answer

HOME = Path(__file__).resolve().parents[2]
MAX_PAGES_OF_ALL = 1500  # a walk without traps would never leave a calendar
Finding = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A page of the served web as a spider and the extraction would read it."""

    outcome: Outcome
    links: tuple[Link, ...] = ()
    seen: Seen = Seen()  # noqa: RUF009  frozen
    findings: frozenset[Finding] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One page that was read, and the findings that no page before it had."""

    url: str
    anchor_text: str | None
    new: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages of one bank in the order of the crawl, and the findings that only a walk of all pages has."""

    bank_id: str
    steps: tuple[Step, ...]
    lost: frozenset[Finding]

    @property
    def n_first(self) -> int:
        """Pages in the first third, rounded up."""
        return -(-len(self.steps) // 3)

    @property
    def n_early(self) -> int:
        """Findings in the first third of the pages."""
        return sum(len(step.new) for step in self.steps[: self.n_first])

    @property
    def n_all(self) -> int:
        """All findings, lost ones too."""
        return sum(len(step.new) for step in self.steps) + len(self.lost)


class ServedWeb:
    """A wave's web, each page read once."""

    def __init__(self, answers: dict[str, Answer], lexicon: Lexicon) -> None:
        self._answers = answers
        self._lexicon = lexicon
        self._read: dict[str, Read] = {}

    def read(self, url: str) -> Read:
        """What a request for ``url`` gives; only plain HTTP is served."""
        if url not in self._read:
            self._read[url] = self._ask(url)
        return self._read[url]

    def _ask(self, url: str) -> Read:
        parts = urlsplit(url)
        answer = self._answers.get(parts.netloc)
        reply = answer(Asked(parts.path, parts.query)) if answer and parts.scheme == "http" else None
        if reply is None or reply.is_dropped:
            return Read(Outcome.CONNECT_FAILED)
        headers = (("Content-Type", reply.content_type), *reply.headers)
        target = redirect_target(reply.status, headers, reply.body, url)
        if target is not None and urlsplit(target).netloc in self._answers:
            self._read[url] = Read(Outcome.SERVER_ERROR)  # for a circle
            return self.read(target)
        outcome, _ = classify_response(reply.status, headers, reply.body, url, url)
        links: tuple[Link, ...] = ()
        seen = Seen()
        if is_html(reply.body, reply.content_type):
            text = decode(reply.body, reply.content_type).text
            links = tuple(find_links(text, url))
            seen = look(text, links)
        return Read(outcome, links, seen, self._findings(reply, url) if outcome in VISITED else frozenset())

    def _findings(self, reply: Reply, url: str) -> frozenset[Finding]:
        page = read_page(reply.body, reply.content_type)
        place = find_page_channels(self._lexicon, page, url)
        items = {
            (mention.item_kind.value, mention.item_id, mention.channel_id)
            for mention in read_mentions(self._lexicon, page, url, place)
            if mention.polarity is Polarity.OFFERED
        }
        products = {
            ("product", product.series, product.channel_id)
            for product in read_products(self._lexicon, page, url, place)
        }
        return frozenset(items | products)


def walk_bank(visit: SiteVisit, web: ServedWeb) -> Walk:
    """Let ``visit`` walk the served web to its end, and walk it once more without any choice."""
    steps: list[Step] = []
    known: set[Finding] = set()
    while (ask := visit.next_ask()) is not None:
        read = web.read(ask.url)
        visit.took(ask, read.outcome, ask.url, read.links, read.seen)
        if read.outcome in VISITED and ask.source == visit.source:
            steps.append(Step(ask.url, ask.anchor_text, read.findings - known))
            known |= read.findings
    return Walk(visit.owner_id, tuple(steps), _findings_of_all(visit, web) - known)


def _findings_of_all(visit: SiteVisit, web: ServedWeb) -> frozenset[Finding]:
    """Findings of every page that links lead to, level by level."""
    found: set[Finding] = set()
    waiting = deque(url.replace("https://", "http://") for url in visit.seeds)
    known = {page_key(url) for url in waiting}
    n_pages = 0
    while waiting and n_pages < MAX_PAGES_OF_ALL:
        read = web.read(waiting.popleft())
        n_pages += read.outcome in VISITED
        found |= read.findings
        for link in read.links:
            if page_key(link.url) not in known and is_within(link.url, visit.domains):
                known.add(page_key(link.url))
                waiting.append(link.url.replace("https://", "http://"))
    return frozenset(found)


def walk_wave(config: Config, wave: Wave, web_root: Path | None) -> list[Walk]:
    """All banks of the wave whose site can be read without a browser, each crawled without limit of pages."""
    full = replace(wave, budget=replace(wave.budget, pages=100_000, depth=50))
    visits = plan_sites(config, full, wave.universe, can_render=False)
    web = ServedWeb(open_web(wave, web_root), build_lexicon(config.taxonomy))
    walks = [walk_bank(visit, web) for visit in visits]
    return [walk for walk in walks if walk.n_all]


def share_in_first_third(walks: list[Walk]) -> float:
    """Findings in the first third of each bank's pages, of all findings of all banks."""
    return sum(walk.n_early for walk in walks) / sum(walk.n_all for walk in walks)


def main() -> None:
    """Print a line a bank and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wave", default="sample")
    parser.add_argument("--web-root", type=Path, default=None)
    parser.add_argument("--pages", action="store_true")
    options = parser.parse_args()
    config = load_config(HOME)
    walks = walk_wave(config, find_wave(config, options.wave), options.web_root)
    for walk in walks:
        sys.stdout.write(
            f"{walk.bank_id}: {len(walk.steps)} pages, {walk.n_all} findings, "
            f"{walk.n_early / walk.n_all:.1%} in the first {walk.n_first} pages, {len(walk.lost)} lost\n"
        )
        for number, step in enumerate(walk.steps if options.pages else (), start=1):
            sys.stdout.write(f"  {number:4} +{len(step.new):<4} {step.url} {step.anchor_text or ''}\n")
    n_lost = sum(len(walk.lost) for walk in walks)
    sys.stdout.write(f"all: {share_in_first_third(walks):.1%} in the first third, {n_lost} lost\n")


if __name__ == "__main__":
    main()
