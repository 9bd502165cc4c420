"""Downloader middleware: nothing is asked that robots.txt, or our own switch, keeps us from.

Enters: requests. Leaves: the same, or a NotAskedError that becomes the row of a page that was not asked for.
Each scheme and host has its own robots.txt, kept in the archive under source ``robots`` and read anew after
24 hours. What is kept already is replayed whatever the rules say now: that asks nobody.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from collector.errors import CollectorError
from collector.fetch.outcomes import classify_exception
from collector.fetch.refrained import NotAskedError, find_switch, not_asked
from collector.fetch.robots import MAX_AGE_HOURS, MAX_HOPS, OPEN, Robots, read_robots
from collector.fetch.visit import Ask
from collector.words import UNREACHED, Outcome, Refrained
from spiders.keeper import ROBOTS_SOURCE
from spiders.pacing import slow_down

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.crawler import Crawler

    from collector.models import HostOff
    from spiders.base import VisitSpider

_FIRST = 1000


_NOT_SPOKEN_TO = UNREACHED | {Outcome.UNSAFE_URL}


@dataclass(frozen=True, slots=True)
class _Read:
    robots: Robots
    at: datetime


class ObeyRobots:
    """Holds what the hosts of this run have said."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._read: dict[str, _Read] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ObeyRobots:
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """NotAskedError where the URL is not to be asked for, or its host does not answer."""
        if request.meta.get("is_robots"):
            return
        spider = self._spider
        is_kept = spider.keeper.is_offline or spider.keeper.is_kept(request.meta["ask"])
        off = self._switch(request.url)
        if off:
            if is_kept:
                return
            raise not_asked(Refrained.HOST_OFF, f"{off.host} is off since {off.since}: {off.reason}")
        try:
            robots = await self._robots(request.url)
        except NotAskedError:
            if is_kept:
                return
            raise
        refusal = robots.refusal(request.url)
        if refusal and not is_kept:
            raise refusal

    def sitemaps_of(self, url: str) -> tuple[str, ...]:
        """Sitemaps that the robots.txt of this scheme and host names, none where it was not read yet."""
        read = self._read.get(_origin(url))
        return read.robots.sitemaps if read else ()

    @property
    def _spider(self) -> VisitSpider:
        return cast("Any", self._crawler.spider)  # type: ignore[no-any-return]  # all spiders here are

    def _switch(self, url: str) -> HostOff | None:
        """The switch that covers this host; a served web stands in for no real host."""
        spider = self._spider
        return None if spider.wave.web else find_switch(url, spider.config.politeness.hosts_off)

    async def _robots(self, url: str) -> Robots:
        origin = _origin(url)
        async with self._locks[origin]:
            now = self._spider.keeper.now()
            read = self._read.get(origin)
            if read is None or now - read.at > timedelta(hours=MAX_AGE_HOURS):
                read = _Read(await self._ask(origin), now)
                self._read[origin] = read
                if not read.robots.closed:
                    slow_down(self._crawler, url, read.robots.delay_seconds)
            return read.robots

    async def _ask(self, origin: str) -> Robots:
        """What the host says; NotAskedError, which is not remembered, where it did not answer at all."""
        ask = Ask(ROBOTS_SOURCE, None, f"{origin}/robots.txt", depth=0)
        meta = {"ask": ask, "is_robots": True, "dont_retry": True, "max_hops": MAX_HOPS}
        request = Request(ask.url, callback=NO_CALLBACK, meta=meta, priority=_FIRST)
        engine = cast("Any", self._crawler.engine)
        try:
            response = await engine.download_async(request)
        except (CollectorError, NotAskedError):
            raise
        except Exception as error:
            if self._spider.keeper.is_offline:
                return OPEN  # not kept: whatever was kept of this host came without it
            outcome, detail = classify_exception(error)
            if outcome in _NOT_SPOKEN_TO:
                raise NotAskedError(outcome, f"robots.txt: {detail}") from error
            return Robots(closed=(Refrained.ROBOTS_UNREACHABLE, f"robots.txt: {detail}"))
        outcome = response.meta.get("outcome")
        if outcome in UNREACHED:
            raise NotAskedError(outcome, f"robots.txt: status {response.status}")
        return read_robots(response.status, response.body, ask.url)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
