"""Measures how early a crawl finds what matters: the share of all findings in the first third of its pages.

Run: .venv/bin/python tests/benchmarks/crawl_order.py [--wave sample] [--web-root DIR] [--pages]
A wave's web is walked in memory: the visits decide, no spider and no browser runs, so sites that are scripts
only are passed over. A finding is an item that a page offers through a channel, or a product series in a
channel, once per bank. ``--pages`` lists what each page brought, in the order of the crawl.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.decode import decode
from collector.extract.channels import find_page_channels
from collector.extract.mentions import read_mentions
from collector.extract.page import read_page
from collector.extract.products import read_products
from collector.extract.terms import build_lexicon
from collector.fetch.links import find_links
from collector.fetch.outcomes import classify_response
from collector.fetch.plan import plan_sites
from collector.fetch.seen import Seen, look
from collector.fetch.text import is_html
from collector.sample.web import open_web
from collector.words import VISITED, Outcome, Polarity

if TYPE_CHECKING:
    from collector.extract.terms import Lexicon
    from collector.fetch.visit import Ask, SiteVisit
    from collector.models import Config, Wave
    from collector.sample.page import Reply
    from collector.sample.web import Answer

HOME = Path(__file__).resolve().parents[2]
Finding = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One page that was read, and the findings that no page before it had."""

    url: str
    why: str | None
    new: frozenset[Finding]


@dataclass(slots=True)
class Walk:
    """The pages of one bank in the order of the crawl."""

    bank_id: str
    steps: list[Step] = field(default_factory=list)

    def n_findings(self, n_pages: int | None = None) -> int:
        """Distinct findings of the first ``n_pages`` pages, of all where None."""
        return sum(len(step.new) for step in self.steps[:n_pages])

    @property
    def n_first(self) -> int:
        """Pages in the first third, rounded up."""
        return -(-len(self.steps) // 3)


def walk_bank(visit: SiteVisit, answers: dict[str, Answer], lexicon: Lexicon) -> Walk:
    """Let ``visit`` walk the served web to its end."""
    walk = Walk(visit.owner_id)
    known: set[Finding] = set()
    while (ask := visit.next_ask()) is not None:
        reply = _reply(ask, answers)
        if reply is None:
            visit.took(ask, Outcome.CONNECT_FAILED, ask.url)
            continue
        headers = (("Content-Type", reply.content_type), *reply.headers)
        outcome, _ = classify_response(reply.status, headers, reply.body, ask.url, ask.url)
        links, seen = [], Seen()
        if is_html(reply.body, reply.content_type):
            text = decode(reply.body, reply.content_type).text
            links = find_links(text, ask.url)
            seen = look(text, links)
        visit.took(ask, outcome, ask.url, links, seen)
        if outcome in VISITED and ask.source == visit.source:
            found = findings_of(reply, ask.url, lexicon)
            walk.steps.append(Step(ask.url, ask.anchor_text, found - known))
            known |= found
    return walk


def _reply(ask: Ask, answers: dict[str, Answer]) -> Reply | None:
    parts = urlsplit(ask.url)
    answer = answers.get(parts.netloc)
    if answer is None or parts.scheme != "http":
        return None
    reply = answer(parts.path, parts.query)
    return None if reply.is_dropped else reply


def findings_of(reply: Reply, url: str, lexicon: Lexicon) -> frozenset[Finding]:
    """What the page offers: items by channel, and product series by channel."""
    page = read_page(reply.body, reply.content_type)
    place = find_page_channels(lexicon, page, url)
    items = {
        ("item", mention.item_kind.value, mention.item_id, mention.channel_id)
        for mention in read_mentions(lexicon, page, url, place)
        if mention.polarity is Polarity.OFFERED
    }
    products = {
        ("product", product.series, product.channel_id)
        for product in read_products(lexicon, page, url, place)
    }
    return frozenset(items | products)


def walk_wave(config: Config, wave: Wave, web_root: Path | None) -> list[Walk]:
    """All banks of the wave whose site can be read without a browser."""
    answers = open_web(wave, web_root)
    lexicon = build_lexicon(config.taxonomy)
    visits = plan_sites(config, wave, wave.universe, can_render=False)
    walks = [walk_bank(visit, answers, lexicon) for visit in visits]
    return [walk for walk in walks if walk.n_findings()]


def share_in_first_third(walks: list[Walk]) -> float:
    """Findings in the first third of each bank's pages, of all findings of all banks."""
    return sum(walk.n_findings(walk.n_first) for walk in walks) / sum(walk.n_findings() for walk in walks)


def main() -> None:
    """Print a line a bank and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wave", default="sample")
    parser.add_argument("--web-root", type=Path, default=None)
    parser.add_argument("--pages", action="store_true")
    options = parser.parse_args()
    config = load_config(HOME)
    wave = find_wave(config, options.wave)
    # a full crawl: no page may be left out for want of room
    wave = replace(wave, budget=replace(wave.budget, pages=100_000, depth=50))
    walks = walk_wave(config, wave, options.web_root)
    for walk in walks:
        share = walk.n_findings(walk.n_first) / walk.n_findings()
        sys.stdout.write(
            f"{walk.bank_id}: {len(walk.steps)} pages, {walk.n_findings()} findings, "
            f"{share:.1%} in the first {walk.n_first} pages\n"
        )
        for number, step in enumerate(walk.steps if options.pages else (), start=1):
            sys.stdout.write(f"  {number:4} +{len(step.new):<4} {step.url} {step.why or ''}\n")
    sys.stdout.write(f"all: {share_in_first_third(walks):.1%} in the first third\n")


if __name__ == "__main__":
    main()
