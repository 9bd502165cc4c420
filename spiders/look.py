"""A first look at what came: the links of a page, and what the order of the crawl depends on.

Enters: responses. Leaves: links and a :class:`Seen`. Refuses to interpret: what a page offers is read later,
from the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from collector.decode import decode
from collector.fetch.links import Link, find_links
from collector.fetch.seen import Seen, look
from collector.fetch.sitemaps import SITEMAP_SOURCE
from collector.fetch.text import is_html
from spiders.sitemaps import named_sitemaps, sitemap_links

if TYPE_CHECKING:
    from scrapy.http import Response

    from spiders.keeper import Keeper


class FirstLook:
    """Remembers which hosts have named their sitemaps."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._named: dict[str, tuple[str, ...]] = {}

    def at(self, response: Response) -> tuple[list[Link], Seen]:
        """Links of a page and a first look at it; documents have none, sitemaps name theirs."""
        content_type = content_type_of(response)
        links, seen = [], Seen()
        if response.meta["ask"].source == SITEMAP_SOURCE:
            links = sitemap_links(response.body, response.url)
        elif is_html(response.body, content_type):
            page = decode(response.body, content_type).text
            links = find_links(page, response.url)
            seen = look(page, links)
        return links, replace(seen, n_bytes=len(response.body), sitemaps=self._named_sitemaps(response.url))

    def _named_sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the host of ``url`` names; read once a host."""
        address = urljoin(url, "/robots.txt")
        if address not in self._named:
            self._named[address] = named_sitemaps(self._keeper.robots_at(address) or b"", address)
        return self._named[address]


def content_type_of(response: Response) -> str:
    """As the header says, empty where it says nothing."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
