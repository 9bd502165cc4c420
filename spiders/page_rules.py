"""What a page in the browser may do: set on each new tab before it goes anywhere.

Enters: a tab and the request it is for. Leaves: nothing; what the page tried is noted in a ``PageNotes``.
Refuses pictures, media, fonts, beacons and reports, sockets, other hosts than the bank's, popups and files to
save. Dialogs are dismissed by Playwright, which does so where nobody listens.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from collector.fetch.limits import MAX_BODY_BYTES, MAX_PAGE_REQUESTS, MAX_PAGE_STEPS, TooLargeError
from collector.fetch.urls import host_of, is_within
from spiders.page_seen import watch_answers
from spiders.sent import SEEN

if TYPE_CHECKING:
    from playwright.async_api import Download, Page, Route, WebSocketRoute
    from playwright.async_api import Request as BrowserRequest
    from scrapy import Request

    from spiders.gate import Gate

NOTES = "page_notes"
_QUIET_MS = 5000
_UNWANTED_TYPES = frozenset(
    {
        *("image", "media", "font", "texttrack", "manifest", "eventsource", "websocket"),
        *("ping", "beacon", "cspreport", "cspviolationreport", "prefetch", "preflight-beacon"),
    }
)
# what sends without being asked for a page's text; WebRTC would also speak past the gate
_WITHOUT = """
window.open = () => null;
window.print = () => undefined;
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[name];
if (navigator.sendBeacon) Object.defineProperty(navigator, 'sendBeacon', {value: () => false});
"""


@dataclass(slots=True)
class PageNotes:
    """What a page tried: ``led_to`` is where it went that is not the bank's, and what it wanted to load."""

    gate: Gate
    domains: frozenset[str]
    refused_hosts: set[str] = field(default_factory=set)
    led_to: str | None = None
    n_requests: int = 0
    n_steps: int = 0
    is_download: bool = False

    @property
    def is_endless(self) -> bool:
        """True where the page led on and on."""
        return self.n_steps > MAX_PAGE_STEPS


async def set_rules(page: Page, request: Request) -> None:
    """The rules of one tab (scrapy-playwright calls it when the tab is new)."""
    notes: PageNotes = request.meta[NOTES]

    async def judge(route: Route, asked: BrowserRequest) -> None:
        is_away = asked.url.startswith("http") and not notes.gate.admits(asked.url)
        is_unwanted = is_away or asked.resource_type in _UNWANTED_TYPES
        if asked.is_navigation_request() and asked.frame == page.main_frame:
            notes.n_steps += 1
            is_unwanted = is_unwanted or notes.is_endless
            if is_away or not is_within(asked.url, notes.domains):
                notes.led_to, is_unwanted = notes.led_to or asked.url, True
        elif is_away and asked.resource_type not in _UNWANTED_TYPES:
            notes.refused_hosts.add(host_of(asked.url))
        notes.n_requests += not is_unwanted
        with suppress(PlaywrightError):  # the page may be gone by now
            if is_unwanted or notes.n_requests > MAX_PAGE_REQUESTS:
                await route.abort("aborted" if asked.is_navigation_request() else "blockedbyclient")
            elif asked.is_navigation_request():
                await route.fallback()  # scrapy-playwright gives it the headers of the crawl
            else:
                await route.continue_()

    async def shut(popup: Page) -> None:
        with suppress(PlaywrightError):
            await popup.close()

    async def refuse(download: Download) -> None:
        notes.is_download = True
        with suppress(PlaywrightError):
            await download.cancel()

    def hang_up(socket: WebSocketRoute) -> None:
        socket.on_message(lambda _: None)  # never connected to a server

    watch_answers(page, request.meta[SEEN])
    page.on("popup", shut)
    page.on("download", refuse)
    await page.add_init_script(_WITHOUT)
    await page.route_web_socket(lambda _: True, hang_up)
    await page.route("**", judge)


async def settle(page: Page) -> None:
    """Wait until scripts have asked for what they want, but not for a page that never comes to rest.

    TooLargeError where the page has grown beyond what a body may be.
    """
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)
    n_characters = await page.evaluate("document.documentElement.outerHTML.length")
    if n_characters > MAX_BODY_BYTES:
        raise TooLargeError(f"a page of {n_characters} characters")
