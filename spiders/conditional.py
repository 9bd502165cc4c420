"""Asks whether a page has changed since an earlier wave kept it (If-None-Match, If-Modified-Since).

Enters: plain GET requests that stand for an ask and were not answered from the archive. Leaves: for status
304 the earlier wave's headers and bytes under that status, so that links are found and the page is read.
Refuses to ask the browser, robots.txt, or a URL other than the one that the validators came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from collector.fetch.visit import Ask
from spiders.sent import header_pairs

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from spiders.keeper import Keeper

HELD = "held_by_earlier_wave"
ANSWER_HEADERS = "headers_of_304"
NOT_MODIFIED = 304
_CONDITIONS = ("If-None-Match", "If-Modified-Since")


class AskIfChanged:
    """Stands inside the cache: what is replayed is not asked, and what comes is kept as it came."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AskIfChanged:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add the condition, or take that of another hop away."""
        request.meta.pop(HELD, None)
        for name in _CONDITIONS:
            request.headers.pop(name, None)
        ask = request.meta.get("ask")
        if not isinstance(ask, Ask) or ask.is_rendered or ask.needs_browser or request.method != "GET":
            return
        keeper = cast("Keeper", cast("Any", self._crawler.spider).keeper)
        held = keeper.earlier.find(ask.source, ask.owner_id, ask.url)
        if held is not None and held.capture.fetch.final_url == request.url:
            request.meta[HELD] = held
            for name, value in held.conditions:
                request.headers[name] = value

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, with the earlier headers and bytes where nothing has changed."""
        held = request.meta.get(HELD)
        if held is None or response.status != NOT_MODIFIED:
            return response
        request.meta[ANSWER_HEADERS] = header_pairs(response)
        headers: dict[str, list[str]] = {}
        for name, value in held.capture.headers:
            headers.setdefault(name, []).append(value)
        return response.replace(headers=headers, body=held.capture.body)
