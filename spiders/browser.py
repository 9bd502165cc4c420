"""Rendering: scrapy-playwright with a browser that starts at the first page that needs one, and a kill timer.

Enters: requests with ``meta["playwright"]``. Leaves: the page as the browser holds it once the network is
quiet. Refuses images, media, fonts and addresses inside a network; gives up on a page that takes twice its
time.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy.exceptions import DownloadTimeoutError
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod
from scrapy_playwright.provider import PlaywrightBrowserProvider

from collector.fetch.urls import unsafe_reason
from spiders.sent import SEEN

if TYPE_CHECKING:
    from playwright.async_api import Request as BrowserRequest
    from playwright.async_api import Response as BrowserResponse
    from scrapy import Request
    from scrapy.http import Response

    from collector.archive.records import Headers

_UNWANTED_TYPES = frozenset({"image", "media", "font"})
_QUIET_MS = 5000
_CLOSE_SECONDS = 5
_PICTURE_SECONDS = 10
_REDIRECTS, _CLIENT_ERRORS = 300, 400
_PAGE = "rendered_page"


@dataclass(slots=True)
class Seen:
    """What the browser saw on the way to a page: the response of its main frame, and a picture of it."""

    takes_screenshot: bool
    answer: BrowserResponse | None = None
    url: str = ""
    status: int = 0
    headers: Headers = ()
    sent_headers: Headers = ()
    body: bytes | None = None
    screenshot: bytes | None = None


class BrowserOnDemand(PlaywrightBrowserProvider):  # type: ignore[misc]  # scrapy_playwright ships no types
    """Starts Playwright's driver with the first browser instead of with the crawl (saves half a second)."""

    async def start(self) -> None:
        """Nothing yet."""

    async def launch_browser(self) -> Browser:
        """The driver at the first call, then a browser."""
        if self.playwright is None:
            await super().start()
        browser: Browser = await super().launch_browser()
        return browser


class RenderingHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # scrapy_playwright ships no types
    """The download handler of both schemes; requests that want no browser go over plain HTTP."""

    async def download_request(self, request: Request) -> Response:
        """Download, but never wait longer than twice the page's own time limit."""
        download = super().download_request(request)
        if not request.meta.get("playwright"):
            response: Response = await download
            return response
        limit = 2 * float(request.meta.get("download_timeout") or self._crawler.settings["DOWNLOAD_TIMEOUT"])
        try:
            response = await asyncio.wait_for(download, limit)
        except TimeoutError as error:
            await _close(request.meta.pop(_PAGE, None))
            raise DownloadTimeoutError(f"the browser took longer than {limit} seconds") from error
        return response


def rendering_meta(*, takes_screenshot: bool) -> dict[str, Any]:
    """Request meta that asks for the browser; what it saw is under ``SEEN`` when the page has come."""
    seen = Seen(takes_screenshot)
    return {
        "playwright": True,
        "playwright_page_methods": [PageMethod(_settle, seen)],
        "playwright_page_init_callback": _remember,
        SEEN: seen,
    }


def is_unwanted(request: BrowserRequest) -> bool:
    """What a page asks for that the browser does not fetch."""
    if request.resource_type in _UNWANTED_TYPES:
        return True
    return request.url.startswith("http") and unsafe_reason(request.url) is not None


async def _remember(page: Page, request: Request) -> None:
    """Lets the kill timer close the page (an open one would hold one of the few places for good)."""
    request.meta[_PAGE] = page
    seen: Seen = request.meta[SEEN]
    seen.answer = seen.body = seen.screenshot = None

    def note(answer: BrowserResponse) -> None:
        is_page = answer.request.is_navigation_request() and answer.frame == page.main_frame
        if is_page and not _REDIRECTS <= answer.status < _CLIENT_ERRORS:
            seen.answer = answer

    page.on("response", note)


async def _close(page: Page | None) -> None:
    if page is not None:
        with suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(page.close(), _CLOSE_SECONDS)


async def _settle(page: Page, seen: Seen) -> None:
    """Wait until scripts have asked for what they want, but not for a page that never comes to rest."""
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)
    # the page is what counts: where what stands beside it cannot be had, it is kept without
    with suppress(PlaywrightError, TimeoutError):
        await asyncio.wait_for(_look(seen), _CLOSE_SECONDS)
    if seen.takes_screenshot:
        with suppress(PlaywrightError, TimeoutError):
            seen.screenshot = await asyncio.wait_for(page.screenshot(full_page=True), _PICTURE_SECONDS)


async def _look(seen: Seen) -> None:
    """Take down the response that the page was made from."""
    if seen.answer is None:
        return
    body = await seen.answer.body()
    seen.headers = _pairs(await seen.answer.all_headers())
    seen.sent_headers = _pairs(await seen.answer.request.all_headers())
    seen.url, seen.status, seen.body = seen.answer.url, seen.answer.status, body


def _pairs(headers: dict[str, str]) -> Headers:
    """Headers in order, without the pseudo-headers of HTTP/2; one that came often is one line each."""
    return tuple(
        (name, line)
        for name, value in headers.items()
        if not name.startswith(":")
        for line in value.split("\n")
    )
