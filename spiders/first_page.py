"""Asks for a declared source's first page, whose cookies the source wants, before its first request.

Stands inside the cache: a source that is replayed needs no cookies, and offline nothing is asked. The first
page is itself a row of the archive, asked for with robots, pacing and redirects like every other.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from collector.declared.calls import Call
from collector.fetch.urls import canonical_url, host_of, with_scheme
from collector.fetch.visit import Ask

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class FirstPage:
    """Once per bank and page in a process."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._asked: set[tuple[str | None, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FirstPage:
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Fetch the first page where the request's source names one; how it ended is in the archive."""
        ask = request.meta.get("ask")
        if not isinstance(ask, Ask) or not isinstance(ask.call, Call):
            return
        url = ask.call.source.request.cookies_from
        if not url or (ask.owner_id, url) in self._asked:
            return
        self._asked.add((ask.owner_id, url))
        if host_of(url) == host_of(request.url):
            url = with_scheme(url, request.url.partition("://")[0])
        first = Ask(ask.source, ask.owner_id, canonical_url(url) or url, depth=ask.depth, is_fresh=True)
        meta = {"ask": first, "domains": request.meta.get("domains"), "dont_retry": True}
        try:
            await cast("Any", self._crawler.engine).download_async(
                Request(first.url, meta=meta, callback=NO_CALLBACK, dont_filter=True)
            )
        except Exception as error:
            logger.info("%s brought no cookies: %s", first.url, type(error).__name__)
