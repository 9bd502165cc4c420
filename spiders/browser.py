"""Rendering: scrapy-playwright with one short-lived browser, a context and a gate per page, a kill timer.

Enters: requests with ``meta["playwright"]``. Leaves: the page as the browser holds it once the network is
quiet. Gives up on a page that takes twice its time, and kills the browser where it does not let go of it.
What a page may do: page_rules.py; whom it may speak to: gate.py; how much memory it may take:
browser_process.py.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import Error as PlaywrightError
from scrapy.exceptions import DownloadTimeoutError
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from collector.fetch.limits import (
    MAX_PAGE_STEPS,
    PAGES_AT_ONCE,
    PAGES_PER_BROWSER,
    DownloadOfferedError,
    LedAwayError,
)
from collector.fetch.urls import domains_of
from spiders.browser_process import MARK, browsers_of, end, watch
from spiders.gate import Gate
from spiders.guard import GuardedDownloads
from spiders.keeper import REFUSED
from spiders.page_rules import NOTES, PageNotes, set_rules, settle
from spiders.page_seen import Seen, take_down
from spiders.sent import SEEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_CONTEXT = "playwright_context"
_CLOSE_SECONDS = 5
_LAUNCH_SECONDS = 60
_handlers: WeakKeyDictionary[Crawler, RenderingHandler] = WeakKeyDictionary()


class RenderingHandler(GuardedDownloads, ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it ships no types
    """The download handler of both schemes; requests that want no browser go over plain HTTP."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.config.target_closed_max_retries = 0  # the crawl's own retries are enough
        self._door = asyncio.Condition()
        self._n_open = 0
        self._n_shown = 0
        self._names = count(1)
        self._is_closed = False
        self.browser: Browser | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderingHandler:
        """One for both schemes: Scrapy makes a handler per scheme, and each would start a browser."""
        if crawler not in _handlers:
            _handlers[crawler] = cls(crawler)
        return _handlers[crawler]

    async def download_request(self, request: Request) -> Response:
        """Download, but never wait longer than twice the page's own time limit, waiting for a tab aside."""
        if not request.meta.get("playwright"):
            return await super().download_request(request)
        seconds = float(request.meta.get("download_timeout") or self._crawler.settings["DOWNLOAD_TIMEOUT"])
        domains = request.meta.get("domains") or domains_of((request.url,))
        loaded_from = domains | request.meta.get("script_domains", frozenset())
        async with self._tab(request), Gate(self.guard, loaded_from, seconds) as gate:
            notes = request.meta[NOTES] = PageNotes(gate, domains)
            request.meta["playwright_context_kwargs"] = {
                "accept_downloads": False,
                "ignore_https_errors": True,  # as plain HTTP does: what is read is public
                "proxy": {"server": gate.url},
                "service_workers": "block",
                "user_agent": (request.headers.get("User-Agent") or b"").decode("latin-1"),
            }
            try:
                download = ScrapyPlaywrightDownloadHandler.download_request(self, request)
                response: Response = await asyncio.wait_for(download, 2 * seconds)
            except TimeoutError as error:
                raise DownloadTimeoutError(f"the browser took longer than {2 * seconds} seconds") from error
            except (PlaywrightError, RuntimeError) as error:
                raise _named(error, request.url, notes) from error
            finally:
                del request.meta[NOTES]
                request.meta[REFUSED] = sorted(notes.refused_hosts)
        if notes.is_endless:
            raise _leads_on()
        return response.replace(url=notes.led_to) if notes.led_to else response

    async def close(self) -> None:
        """Close both kinds of connections; Scrapy asks once per scheme."""
        if not self._is_closed:
            self._is_closed = True
            await self._end_browser()
            await super().close()

    async def _get_response_and_download(self, request: Request, page: Page, spider: Spider) -> Any:
        """A file that a page offers beside itself does not take the page's place."""
        response, download = await super()._get_response_and_download(request, page, spider)
        return response, None if response is not None else download

    async def _close(self) -> None:
        """The driver; contexts and browser have their own end."""
        await self.browser_provider.close()

    @asynccontextmanager
    async def _tab(self, request: Request) -> AsyncIterator[None]:
        """A place in a running browser, given back with everything that the page has left there."""
        async with self._door:
            await self._door.wait_for(self._has_room)
            if self._n_shown >= PAGES_PER_BROWSER:
                await self._end_browser()
            await asyncio.wait_for(self._maybe_launch_browser(), _LAUNCH_SECONDS)
            self._n_open += 1
            self._n_shown += 1
        watcher = asyncio.create_task(watch(MARK))
        name = request.meta[_CONTEXT] = f"page-{next(self._names)}"
        try:
            yield
        finally:
            watcher.cancel()
            await self._clear(name)
            async with self._door:
                self._n_open -= 1
                self._door.notify_all()

    def _has_room(self) -> bool:
        is_worn = self._n_shown >= PAGES_PER_BROWSER
        return self._n_open < (1 if is_worn else PAGES_AT_ONCE)

    async def _clear(self, name: str) -> None:
        """Close the page's context; a browser that does not do so is killed."""
        wrapper = self.context_wrappers.pop(name, None)
        if wrapper is None:
            return
        try:
            await asyncio.wait_for(wrapper.context.close(), _CLOSE_SECONDS)
        except PlaywrightError:
            pass  # the browser is gone, and the context with it
        except TimeoutError:
            await self._kill()

    async def _end_browser(self) -> None:
        if self.browser is None:
            return
        try:
            await asyncio.wait_for(self.browser.close(), _CLOSE_SECONDS)
        except (PlaywrightError, TimeoutError):
            await self._kill()

    async def _kill(self) -> None:
        for browser in await asyncio.to_thread(browsers_of, MARK):
            await asyncio.to_thread(end, browser)

    async def _maybe_launch_browser(self) -> None:
        """A browser where there is none, or none that is alive."""
        if self.browser is None or not self.browser.is_connected():
            self._n_shown = 0
            self.browser = await self.browser_provider.launch_browser()
            self.stats.inc_value("playwright/browser_count")


def rendering_meta(script_hosts: tuple[str, ...] = (), *, takes_screenshot: bool = False) -> dict[str, Any]:
    """Request meta that asks for the browser; its page may load from ``script_hosts`` too.

    What the browser saw is under ``SEEN`` when the page has come.
    """
    seen = Seen(takes_screenshot)
    return {
        "playwright": True,
        "script_domains": domains_of(script_hosts),
        "playwright_page_methods": [PageMethod(settle), PageMethod(take_down, seen)],
        "playwright_page_init_callback": set_rules,
        SEEN: seen,
    }


def _leads_on() -> DownloadTimeoutError:
    return DownloadTimeoutError(f"the page led on to more than {MAX_PAGE_STEPS} addresses")


def _named(error: Exception, url: str, notes: PageNotes) -> Exception:
    """What the browser's error comes from, where page or gate know better."""
    if notes.is_endless:
        return _leads_on()
    if notes.led_to:
        return LedAwayError(notes.led_to)
    if notes.is_download:
        return DownloadOfferedError("a file to save instead of a page")
    return (
        notes.gate.faults.get(urlsplit(url).hostname or "") if "net::ERR_" in str(error) else None
    ) or error
