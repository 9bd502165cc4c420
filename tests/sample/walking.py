"""A crawl of the generated web without a network: the crawler's own decisions, the sample's own replies.

What a browser would show is taken from the site's plan; everything else is what the server would send.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

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
from collector.fetch.text import is_html
from collector.fetch.urls import is_within, page_key
from collector.paths import Paths
from collector.sample.page import Asked
from collector.sample.plan import plan_site
from collector.sample.render import html_reply, page_html
from collector.sample.sites import read_sites
from collector.sample.web import sample_hosts
from collector.words import OBSERVED_KINDS, VISITED, ItemKind, Outcome, Polarity

if TYPE_CHECKING:
    from collector.extract.mentions.terms import Lexicon
    from collector.fetch.visit import Ask, SiteVisit
    from collector.models import Budget, Config
    from collector.sample.page import Reply
    from collector.sample.sites import SampleSite

MAX_HOPS = 6


@dataclass
class Walk:
    """What a crawl of one site brought: a row per ask, and what its pages say."""

    asks: list[tuple[Ask, Outcome]] = field(default_factory=list)
    n_rendered: int = 0
    offers: set[tuple[ItemKind, str, str]] = field(default_factory=set)
    products: set[tuple[str, str]] = field(default_factory=set)

    @property
    def pages(self) -> list[Ask]:
        """Asks that were answered with a page, one each."""
        return [ask for ask, outcome in self.asks if outcome in VISITED]

    def of(self, outcome: Outcome) -> list[Ask]:
        """Asks that ended so."""
        return [ask for ask, ended in self.asks if ended is outcome]

    def complete_depth(self, budget: Budget) -> int:
        """The depth down to which nothing was left unread, as the warehouse judges it."""
        hidden = set(Outcome) - VISITED - {Outcome.GONE, Outcome.WRONG_SITE}
        known = {page_key(ask.url) for ask in self.pages}
        rows = [(ask, outcome) for ask, outcome in self.asks if page_key(ask.url) not in known]
        gaps = [ask.depth for ask, outcome in rows if outcome in hidden]
        return min([*(depth - 1 for depth in gaps), budget.depth])


@cache
def config() -> Config:
    return load_config(Paths.from_environment().home)


@cache
def lexicon() -> Lexicon:
    return build_lexicon(config().taxonomy)


@cache
def walk(bank_id: str) -> Walk:
    """The crawl of one bank's site as the sample wave wants it."""
    (visit,) = plan_sites(config(), find_wave(config(), "sample"), [bank_id], can_render=True)
    site = next(site for site in read_sites() if site.bank_id == bank_id)
    result = Walk()
    while (ask := visit.next_ask()) is not None:
        _step(visit, ask, site, result)
    result.asks += [(ask, Outcome.OVER_BUDGET) for ask in visit.left_over()[0]]
    return result


def _step(visit: SiteVisit, ask: Ask, site: SampleSite, result: Walk) -> None:
    parts = urlsplit(ask.url)
    answer = sample_hosts().get(parts.hostname or "")
    if parts.scheme == "https" or answer is None:
        outcome = Outcome.CONNECT_FAILED if answer else Outcome.DNS_FAILED
        result.asks.append((ask, outcome))
        visit.took(ask, outcome, ask.url)
        return
    robots = answer(Asked("/robots.txt"))
    rules = Protego.parse(robots.body.decode("utf-8") if robots.status == 200 else "")
    if not rules.can_fetch(ask.url, "collector"):
        result.asks.append((ask, Outcome.ROBOTS_DISALLOWED))
        visit.took(ask, Outcome.ROBOTS_DISALLOWED, ask.url)
        return
    reply, final_url = _reply(ask, visit, site)
    result.n_rendered += ask.is_rendered
    outcome, _ = classify_response(reply.status, _headers(reply), reply.body, ask.url, final_url)
    result.asks.append((ask, outcome))
    page = decode(reply.body, reply.content_type).text if is_html(reply.body, reply.content_type) else None
    if outcome in VISITED and page is not None:
        _read(reply, final_url, result)
    visit.took(ask, outcome, final_url, find_links(page, final_url) if page is not None else ())


def _headers(reply: Reply) -> tuple[tuple[str, str], ...]:
    return (("Content-Type", reply.content_type), *reply.headers)


def _reply(ask: Ask, visit: SiteVisit, site: SampleSite) -> tuple[Reply, str]:
    """What comes for an ask in the end: redirects within the bank's domains are followed."""
    url = ask.url
    for _ in range(MAX_HOPS):
        parts = urlsplit(url)
        reply = sample_hosts()[parts.hostname or ""](Asked(parts.path or "/", parts.query))
        target = redirect_target(reply.status, _headers(reply), reply.body, url)
        if target is None or not is_within(target, visit.domains):
            break
        url = target
    if ask.is_rendered:
        plan = plan_site(site)
        page = next(page for page in plan.pages if page.path == urlsplit(url).path)
        return html_reply(site, page_html(site, plan, page)), url
    return reply, url


def _read(reply: Reply, url: str, result: Walk) -> None:
    page = read_page(reply.body, reply.content_type)
    assert not page.is_mojibake, url
    place = find_page_channels(lexicon(), page, url)
    result.offers |= {
        (mention.item_kind, mention.item_id, mention.channel_id)
        for mention in read_mentions(lexicon(), page, url, place)
        if mention.polarity is Polarity.OFFERED and mention.item_kind in OBSERVED_KINDS
    }
    products = read_products(lexicon(), page, url, place)
    result.products |= {(product.series, product.channel_id) for product in products}
