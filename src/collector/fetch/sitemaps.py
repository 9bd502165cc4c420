"""Which sitemaps of a bank's hosts are asked for, and what is taken from them.

Enters: hosts that gave a page, the sitemaps that their robots.txt names, and the entries of those that came.
Leaves: asks, and links for the frontier. A sitemap is no page of the visit: it costs none, and its row has a
source of its own. Refuses more than a few files and entries a bank, and sitemaps outside the bank's domains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.fetch.links import SITEMAP_REGION, is_page_url
from collector.fetch.urls import canonical_url, host_of, is_within, page_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.fetch.links import Link

SITEMAP_SOURCE = "sitemap"
MAX_HOSTS = 8
MAX_FILES = 12
MAX_ENTRIES = 20_000
_PATH = "/sitemap.xml"


class Sitemaps:
    """The sitemaps of one crawl."""

    def __init__(self, domains: frozenset[str]) -> None:
        self._domains = domains
        self._hosts: set[str] = set()
        self._known: set[str] = set()
        self._waiting: list[str] = []
        self._n_entries = 0

    def met(self, url: str, named: Iterable[str]) -> None:
        """A host gave a page: the sitemaps its robots.txt names are wanted, else the usual place is tried."""
        host = host_of(url)
        if host in self._hosts or len(self._hosts) >= MAX_HOSTS:
            return
        self._hosts.add(host)
        scheme = url.partition("://")[0]
        wanted = [canonical for one in named if (canonical := canonical_url(one))]
        for sitemap in wanted or [f"{scheme}://{host}{_PATH}"]:
            self._want(sitemap)

    def next_url(self) -> str | None:
        """The sitemap to ask for now, None where none is wanted."""
        return self._waiting.pop(0) if self._waiting else None

    def took(self, entries: Iterable[Link]) -> list[Link]:
        """Pages that a sitemap names, first those it names first; sitemaps it names are wanted."""
        pages = []
        for entry in entries:
            if self._n_entries >= MAX_ENTRIES:
                break
            self._n_entries += 1
            if entry.region != SITEMAP_REGION:
                pages += [entry] if is_page_url(entry.url) else []
            else:
                self._want(entry.url)
        return pages

    def _want(self, url: str) -> None:
        key = page_key(url)
        if key in self._known or len(self._known) >= MAX_FILES or not is_within(url, self._domains):
            return
        self._known.add(key)
        self._waiting.append(url)
