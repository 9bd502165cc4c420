"""Pages that say which life services a bank offers: an index, and a page or a list of pages per channel.

Enters: a site. Leaves: the index first, then its pages; () for a bank without any. With the trait
``paged_life`` a page says three services and the rest stand on pages that only its pager finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.sample import near_misses
from collector.sample.lists import chunks, pager
from collector.sample.page import Block, Link, Page
from collector.sample.statements import state_offers
from collector.sample.tables import facts_of, read_words
from collector.words import UNSTATED, ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.sample.sites import SampleSite

FOLDER = "/life/"
_TITLE = "生活服务"
_PER_PAGE = 3


def life_pages(site: SampleSite) -> tuple[Page, ...]:
    """The pages; channels that offer the same things share one."""
    lists = [_list(site, items, channels, voice) for items, channels, voice in _shared(site)]
    if not lists:
        return ()
    links = tuple(Link(pages[0].trail[-1], pages[0].path) for pages in lists)
    index = Page(f"{FOLDER}index{site.suffix}", _TITLE, (_TITLE,), (Block("links", links=links),))
    return (index, *(page for pages in lists for page in pages))


def denied_scenarios(site: SampleSite) -> frozenset[tuple[str, str]]:
    """(item, channel) of what these pages say is not, or no longer, there; what is coming is left out."""
    return frozenset(
        (item_id, channels[0])
        for _, channels, voice in _shared(site)
        if len(channels) == 1
        and not near_misses.is_announced(voice)
        and (item_id := near_misses.denied_item(site.bank_id, channels[0], ItemKind.SCENARIO, voice))
    )


def _shared(site: SampleSite) -> list[tuple[tuple[str, ...], list[str], int]]:
    """The things offered, the stated channels that offer just these, and the voice that says so."""
    by_items: dict[tuple[str, ...], list[str]] = {}
    for channel, items in facts_of(site.bank_id, ItemKind.SCENARIO).items():
        by_items.setdefault(items, []).append(channel)
    return [
        (items, [channel for channel in channels if channel != UNSTATED], voice)
        for voice, (items, channels) in enumerate(by_items.items(), start=site.voice)
    ]


def _list(site: SampleSite, items: Sequence[str], channels: Sequence[str], voice: int) -> list[Page]:
    is_single = len(channels) == 1
    noun = read_words()[ItemKind.CHANNEL, channels[0]].noun if is_single else ""
    title = f"{noun}{_TITLE}" if is_single else "便民服务介绍"
    name = channels[0].removesuffix("_bank") if is_single else "daily"
    denials = near_misses.deny(site.bank_id, channels[0], ItemKind.SCENARIO, voice) if is_single else ()
    parts = chunks(items, _PER_PAGE if "paged_life" in site.traits else len(items))
    paths = [f"{FOLDER}{name}{f'_{n}' if n > 1 else ''}{site.suffix}" for n in range(1, len(parts) + 1)]
    pages = []
    for place, (path, part) in enumerate(zip(paths, parts, strict=True)):
        offers = state_offers(ItemKind.SCENARIO, part, channels, voice + place)
        blocks = (*offers, *(() if place else denials), *pager(paths, place))
        pages.append(Page(path, title, (_TITLE, title), blocks))
    return pages
