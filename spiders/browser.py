"""Rendering: scrapy-playwright with a browser that starts at the first page that needs one, and a kill timer.

Enters: requests with ``meta["playwright"]``. Leaves: the page as the browser holds it once the network is
quiet. Refuses images, media, fonts and addresses inside a network; gives up on a page that takes twice its
time.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy.exceptions import DownloadTimeoutError
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod
from scrapy_playwright.provider import PlaywrightBrowserProvider

from collector.fetch.urls import unsafe_reason

if TYPE_CHECKING:
    from playwright.async_api import Request as BrowserRequest
    from scrapy import Request
    from scrapy.http import Response

_UNWANTED_TYPES = frozenset({"image", "media", "font"})
_QUIET_MS = 5000
_CLOSE_SECONDS = 5
_PAGE = "rendered_page"


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


def rendering_meta() -> dict[str, Any]:
    """Request meta that asks for the browser."""
    return {
        "playwright": True,
        "playwright_page_methods": [PageMethod(_settle)],
        "playwright_page_init_callback": _remember,
    }


def is_unwanted(request: BrowserRequest) -> bool:
    """What a page asks for that the browser does not fetch."""
    if request.resource_type in _UNWANTED_TYPES:
        return True
    return request.url.startswith("http") and unsafe_reason(request.url) is not None


async def _remember(page: Page, request: Request) -> None:
    """Lets the kill timer close the page; an open one would hold one of the few places for good."""
    request.meta[_PAGE] = page


async def _close(page: Page | None) -> None:
    if page is not None:
        with suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(page.close(), _CLOSE_SECONDS)


async def _settle(page: Page) -> None:
    """Wait until scripts have asked for what they want, but not for a page that never comes to rest."""
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)
