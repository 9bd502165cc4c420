"""A first look at what came: the links of a page, and what the order of the crawl depends on.

Enters: responses. Leaves: links and a :class:`Seen`. Refuses to interpret: what a page offers is read later,
from the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from collector.decode import decode
from collector.fetch.links import Link, find_links
from collector.fetch.seen import Seen, look
from collector.fetch.sitemaps import SITEMAP_SOURCE
from collector.fetch.text import is_html
from spiders.sitemaps import sitemap_links

if TYPE_CHECKING:
    from scrapy.http import Response


def look_at(response: Response, sitemaps: tuple[str, ...]) -> tuple[list[Link], Seen]:
    """Links of a page and a first look at it; documents have none, sitemaps name theirs.

    ``sitemaps`` are those that the robots.txt of the page's host names.
    """
    content_type = content_type_of(response)
    links, seen = [], Seen()
    if response.meta["ask"].source == SITEMAP_SOURCE:
        links = sitemap_links(response.body, response.url)
    elif is_html(response.body, content_type):
        page = decode(response.body, content_type).text
        links = find_links(page, response.url)
        seen = look(page, links)
    return links, replace(seen, n_bytes=len(response.body), sitemaps=sitemaps)


def content_type_of(response: Response) -> str:
    """As the header says, empty where it says nothing."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
