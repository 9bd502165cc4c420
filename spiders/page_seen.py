"""What the browser saw on the way to a page: the response it was made from, and, where wanted, a picture.

Enters: a tab before and after it has gone somewhere. Leaves: a :class:`Seen`, kept beside the page. Refuses
to fail the page: where what stands beside it cannot be had, it is kept without.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import Error as PlaywrightError

if TYPE_CHECKING:
    from playwright.async_api import Page
    from playwright.async_api import Response as BrowserResponse

    from collector.archive.records import Headers

_LOOK_SECONDS = 5
_PICTURE_SECONDS = 10
_REDIRECTS, _CLIENT_ERRORS = 300, 400


@dataclass(slots=True)
class Seen:
    """The response of the main frame, in parts, and a picture of the page."""

    takes_screenshot: bool
    answer: BrowserResponse | None = None
    url: str = ""
    status: int = 0
    headers: Headers = ()
    sent_headers: Headers = ()
    body: bytes | None = None
    screenshot: bytes | None = None


def watch_answers(page: Page, seen: Seen) -> None:
    """Note the response that the page is made from; what an earlier attempt saw is forgotten."""
    seen.answer = seen.body = seen.screenshot = None

    def note(answer: BrowserResponse) -> None:
        is_page = answer.request.is_navigation_request() and answer.frame == page.main_frame
        if is_page and not _REDIRECTS <= answer.status < _CLIENT_ERRORS:
            seen.answer = answer

    page.on("response", note)


async def take_down(page: Page, seen: Seen) -> None:
    """Take down the response, and the picture where one is wanted."""
    with suppress(PlaywrightError, TimeoutError):
        await asyncio.wait_for(_look(seen), _LOOK_SECONDS)
    if seen.takes_screenshot:
        with suppress(PlaywrightError, TimeoutError):
            seen.screenshot = await asyncio.wait_for(page.screenshot(full_page=True), _PICTURE_SECONDS)


async def _look(seen: Seen) -> None:
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
