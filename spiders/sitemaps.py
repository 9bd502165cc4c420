"""Sitemaps as they come: XML, packed or not, of pages or of other sitemaps.

Enters: bodies. Leaves: links for the visit, in the order of the file. Refuses to unpack without limit and to
resolve entities; what is no sitemap (a page that says 404, plain text) has no links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from collector.fetch.links import SITEMAP_REGION, Link
from collector.fetch.sitemaps import MAX_ENTRIES
from collector.fetch.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP_MAGIC = b"\x1f\x8b"
_MAX_UNPACKED_BYTES = 50 * 1024 * 1024  # the size that sitemaps.org allows
_REGIONS = {"urlset": "", "sitemapindex": SITEMAP_REGION}


def sitemap_links(body: bytes, url: str) -> list[Link]:
    """Pages (region empty) and sitemaps (region ``SITEMAP_REGION``) that the sitemap at ``url`` names."""
    links: list[Link] = []
    for target, region in _entries(body):
        canonical = canonical_url(urljoin(url, target))
        if canonical:
            links.append(Link(canonical, "", region))
        if len(links) >= MAX_ENTRIES:
            break
    return links


def _entries(body: bytes) -> Iterator[tuple[str, str]]:
    """Targets as written, and their region; a file that breaks off gives what stands before."""
    try:
        if body.startswith(_GZIP_MAGIC):
            body = gunzip(body, max_size=_MAX_UNPACKED_BYTES)
        sitemap = Sitemap(body) if b"<urlset" in body or b"<sitemapindex" in body else None
        for entry in sitemap or ():
            if sitemap is not None and sitemap.type in _REGIONS:
                yield entry["loc"], _REGIONS[sitemap.type]
    except (SyntaxError, OSError, EOFError, ValueError):  # lxml's XMLSyntaxError is a SyntaxError
        return
