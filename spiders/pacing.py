"""How fast hosts are asked: floors under their pauses, Retry-After, and the end of a crawl in quiet hours.

Enters: requests that would go to the network, and responses. Leaves: the same, later. One host's pause holds
up its own requests only. Refuses to wait for a host longer than the documented cap, or more often.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy.extensions.throttle import AutoThrottle

from collector.errors import IncompleteError
from collector.fetch.pacing import MAX_WAIT_SECONDS, quiet_until, retry_after_seconds, site_delays
from collector.fetch.refrained import not_asked
from collector.fetch.urls import registrable_domain
from collector.words import Refrained

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from spiders.base import VisitSpider

MAX_WAITS_IN_A_ROW = 3
_WAIT_STATUSES = frozenset({429, 503})


def slow_down(crawler: Crawler, url: str, seconds: float) -> None:
    """From now on at least ``seconds`` between two requests to the host of ``url``, in this run."""
    if seconds <= crawler.settings.getfloat("DOWNLOAD_DELAY"):
        return
    downloader = cast("Any", crawler.engine).downloader
    host = _host(url)
    # Scrapy forgets idle hosts after a minute; what it makes their place from is this table
    own = downloader.per_slot_settings.setdefault(host, {})
    own["delay"] = max(own.get("delay", 0.0), seconds)
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay = max(slot.delay, seconds)


class Throttle(AutoThrottle):
    """Scrapy's own, which follows a host's latency, but never below the pause that the host is owed."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if slot is not None:
            own = cast("Any", self.crawler.engine).downloader.per_slot_settings.get(host, {})
            slot.delay = max(slot.delay, own.get("delay", 0.0))


@dataclass(frozen=True, slots=True)
class _Pause:
    ends: float
    until: datetime
    is_given_up: bool


class HonourPauses:
    """Stands next to the network: what is replayed never waits."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delays: dict[str, float] | None = None
        self._pauses: dict[str, _Pause] = {}
        self._n_waits: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HonourPauses:
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait out the host's pause; NotAskedError where it is too long, IncompleteError in quiet hours."""
        spider: VisitSpider = cast("Any", self._crawler.spider)
        end = quiet_until(spider.wave.quiet_hours, spider.keeper.now())
        if end:
            raise IncompleteError(
                f"wave {spider.wave.wave}",
                f"its quiet hours last until {end:%Y-%m-%d %H:%M} in Shanghai",
                fix="run the same command again after that, it goes on where it stopped",
            )
        if self._delays is None:
            self._delays = site_delays(spider.config)
        host = _host(request.url)
        slow_down(self._crawler, request.url, self._delays.get(registrable_domain(host), 0.0))
        pause = self._pauses.get(host)
        if pause is None:
            return
        if pause.is_given_up:
            text = f"{host} asked to be left alone until {pause.until:%Y-%m-%d %H:%M} UTC"
            raise not_asked(Refrained.ASKED_TO_WAIT, text)
        await asyncio.sleep(max(pause.ends - monotonic(), 0.0))

    def process_response(self, request: Request, response: Response) -> Response:
        """Take in a Retry-After; whether this request is worth another try after it stands in its meta."""
        host = _host(request.url)
        if "cached" in response.flags:
            return response
        header = response.headers.get("Retry-After")
        now = cast("Any", self._crawler.spider).keeper.now()
        seconds = retry_after_seconds(header.decode("latin-1"), now) if header else None
        if response.status not in _WAIT_STATUSES or seconds is None:
            self._n_waits.pop(host, None)
            return response
        self._n_waits[host] += 1
        is_given_up = seconds > MAX_WAIT_SECONDS or self._n_waits[host] > MAX_WAITS_IN_A_ROW
        until = now.astimezone(UTC) + timedelta(seconds=seconds)
        self._pauses[host] = _Pause(monotonic() + seconds, until, is_given_up)
        request.meta["is_worth_waiting"] = not is_given_up
        return response


def _host(url: str) -> str:
    """The name under which Scrapy paces a host: without its port."""
    return urlsplit(url).hostname or ""
