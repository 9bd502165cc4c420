"""Chromium as a process: its start, how much memory it takes, and its end from outside.

Enters: the mark of browsers that this process started. Leaves: nothing. Ends tabs and browsers that take more
memory than they may, and a browser that no longer listens. Refuses to look at any process that does not
descend from this one.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from scrapy_playwright.provider import PlaywrightBrowserProvider

from collector.fetch.limits import MAX_BROWSER_BYTES, MAX_TAB_BYTES, MAX_TAB_GROWTH_BYTES

if TYPE_CHECKING:
    from playwright.async_api import Browser

logger = logging.getLogger(__name__)

MARK = f"--collector-browser={os.getpid()}"
"""Argument by which the browsers of this process are told from all others."""

_DRIVER_OPTIONS = "--max-old-space-size=96 --max-semi-space-size=1"  # the driver holds nothing for long
_WATCH_SECONDS = 0.1
_END_SECONDS = 5.0
_LOOKS_UNTIL_LIMITED = 5


class BrowserOnDemand(PlaywrightBrowserProvider):  # type: ignore[misc]  # scrapy_playwright ships no types
    """Starts Playwright's driver with the first browser instead of with the crawl (saves half a second)."""

    async def start(self) -> None:
        """Nothing yet."""

    async def launch_browser(self) -> Browser:
        """The driver at the first call, then a browser that can be told from all others."""
        if self.playwright is None:
            os.environ.setdefault("NODE_OPTIONS", _DRIVER_OPTIONS)
            await super().start()
        options = self.config.launch_options
        self.config.launch_options = options | {"args": [*options.get("args", ()), MARK]}
        browser: Browser = await super().launch_browser()
        self.config.launch_options = options
        return browser


def private_bytes(process: psutil.Process) -> int:
    """Memory that goes when the process goes: resident less shared; 0 for one that has ended."""
    try:
        info = process.memory_info()
    except psutil.Error:
        return 0
    return int(info.rss - getattr(info, "shared", 0))


def browsers_of(mark: str) -> list[psutil.Process]:
    """Browsers below this process that were started with the argument ``mark``, without their helpers."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            arguments = process.cmdline()
            if mark in arguments and not any(argument.startswith("--type=") for argument in arguments):
                found.append(process)
    return found


def end(browser: psutil.Process) -> None:
    """Kill a browser and everything it started."""
    with suppress(psutil.Error):
        family = [*browser.children(recursive=True), browser]
        for process in reversed(family):
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(family, timeout=_END_SECONDS)


async def watch(mark: str) -> None:
    """Look at the marked browsers ten times a second, for as long as this runs."""
    looks: Counter[int] = Counter()
    while True:
        await asyncio.to_thread(_check, mark, looks)
        await asyncio.sleep(_WATCH_SECONDS)


def _check(mark: str, looks: Counter[int]) -> None:
    """One look; ``looks`` counts them per tab: one that is still starting has not reserved its memory yet."""
    for browser in browsers_of(mark):
        rest = private_bytes(browser)
        with suppress(psutil.Error, OSError):
            for helper in browser.children(recursive=True):
                size = private_bytes(helper)
                if not _is_tab(helper):
                    rest += size
                    continue
                looks[helper.pid] += 1
                if looks[helper.pid] == _LOOKS_UNTIL_LIMITED:
                    _limit(helper)
                if size > MAX_TAB_BYTES:
                    logger.warning("ended a tab that took %d MB", size // 1024**2)
                    helper.kill()
        if rest > MAX_BROWSER_BYTES:
            logger.warning("ended a browser that took %d MB", rest // 1024**2)
            end(browser)


def _is_tab(process: psutil.Process) -> bool:
    return "--type=renderer" in process.cmdline()


def _limit(tab: psutil.Process) -> None:
    """Let the kernel refuse what a tab allocates beyond its allowance: it may be faster than one can look."""
    for line in Path(f"/proc/{tab.pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmData:"):
            most = int(line.split()[1]) * 1024 + MAX_TAB_GROWTH_BYTES
            tab.rlimit(psutil.RLIMIT_DATA, (most, most))
