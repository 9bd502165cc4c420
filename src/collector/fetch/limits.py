"""How much one answer may be: the numbers of docs/reference/safety.md, and the errors that name them.

Enters: nothing. Leaves: limits in bytes, pieces and seconds. What a wave's budget says (pages, seconds per
request) is not here.
"""

from __future__ import annotations

MAX_BODY_BYTES = 8 * 1024 * 1024
"""Of a body, packed or unpacked, and of a page as the browser holds it."""

MAX_HEADER_BYTES = 128 * 1024
"""Of status line and headers of one answer."""

MAX_COOKIES = 50
MAX_COOKIE_BYTES = 8 * 1024
"""What is kept of the cookies of one registrable domain; further ones are not taken."""

MAX_HOPS = 6
"""Redirects followed for one ask."""

MAX_PAGE_LINKS = 2000
"""Taken from one page, the first ones in its order."""

MAX_PAGE_STEPS = 10
"""Addresses that one page in the browser may lead on to, one after the other."""
MAX_PAGE_REQUESTS = 200
MAX_PAGE_BYTES = 32 * 1024 * 1024
"""What one rendered page may ask for and receive altogether."""

PAGES_AT_ONCE = 1
PAGES_PER_BROWSER = 40
"""Open tabs, and tabs after which the browser is replaced by a new one."""

MAX_TAB_BYTES = 110 * 1024 * 1024
MAX_TAB_GROWTH_BYTES = 80 * 1024 * 1024
MAX_BROWSER_BYTES = 300 * 1024 * 1024
"""Private memory of one tab's process; what it may allocate beyond what it starts with; private memory of the
browser without its tabs. What takes more is ended from outside."""

MAX_HEAP_MEGABYTES = 128
"""Of a tab's JavaScript objects (V8's old space)."""


class TooLargeError(Exception):
    """An answer or a page is larger than its limit."""


class LedAwayError(Exception):
    """A page in the browser went to a host that is not the bank's."""

    def __init__(self, url: str) -> None:
        super().__init__(f"led to {url}")
        self.url = url


class DownloadOfferedError(Exception):
    """The browser was handed a file to save instead of a page."""
