"""What all spiders do: walk visits, one request at a time each, and hand every answer to the archive.

Enters: ``-a wave=ID`` and, per spider, more. Leaves: rows in the archive and one JSON line per finished visit
on standard output. Refuses to ask the network in an offline run (``-a offline=1``).
"""

from __future__ import annotations

import logging
import time
from abc import abstractmethod
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from collector.archive.earlier import earlier_waves
from collector.archive.store import Archive
from collector.config.load import load_config
from collector.config.lookup import find_site, find_wave
from collector.errors import CollectorError
from collector.fetch.calls import following_call
from collector.fetch.clock import clock_of
from collector.fetch.permission import check_permission, user_agent
from collector.fetch.robots import MAX_DELAY_SECONDS
from collector.fetch.seen import Seen
from collector.fetch.urls import domains_of
from collector.paths import Paths
from collector.words import Outcome
from spiders.keeper import Keeper
from spiders.look import content_type_of, look_at
from spiders.parent import say, stop_with_parent
from spiders.robots import ObeyRobots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from collector.fetch.visit import Ask
    from collector.models import Config, Wave
    from spiders.visits import Visit

logger = logging.getLogger(__name__)


class VisitSpider(Spider):
    """Base of all spiders: subclasses say which visits to make."""

    keeper: Keeper

    def __init__(self, *, config: Config, wave: Wave, keeper: Keeper, can_render: bool, **more: str) -> None:
        super().__init__()
        self.config = config
        self.wave = wave
        self.keeper = keeper
        self.can_render = can_render
        self.more = more
        self._waiting: deque[Visit] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_: Any, **arguments: str) -> Self:
        """Load config, open the archive, and set what depends on the wave."""
        paths = Paths.from_environment()
        config = load_config(paths.home)
        wave = find_wave(config, arguments.pop("wave", ""))
        is_offline = bool(arguments.pop("offline", ""))
        if not is_offline:
            check_permission(config.politeness, wave)
        archive = Archive(paths.archive(wave.wave), wave.wave)
        earlier = earlier_waves(paths, config, wave)
        keeper = Keeper(archive, clock_of(wave), earlier, is_offline=is_offline)
        can_render = is_offline or crawler.settings.get("CHROMIUM") is not None
        spider = cls(config=config, wave=wave, keeper=keeper, can_render=can_render, **arguments)
        limit = wave.budget.timeout_seconds
        for name, value in {
            "DOWNLOAD_DELAY": spider.delay_seconds(),
            "DOWNLOAD_TIMEOUT": limit,
            "DNS_TIMEOUT": limit,
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": limit * 1000,
            "HTTPCACHE_IGNORE_MISSING": is_offline,
            "USER_AGENT": user_agent(None if wave.web else config.politeness.contact),
            "AUTOTHROTTLE_ENABLED": wave.web is None,
            "AUTOTHROTTLE_START_DELAY": spider.delay_seconds(),
            "AUTOTHROTTLE_MAX_DELAY": MAX_DELAY_SECONDS,
        }.items():
            crawler.settings.set(name, value, priority="spider")
        spider._set_crawler(crawler)
        crawler.signals.connect(_reached_downloader, signals.request_reached_downloader)
        return spider

    @abstractmethod
    def visits(self) -> Iterable[Visit]:
        """The visits to make; as many at the same time as there may be requests under way."""

    def delay_seconds(self) -> float:
        """Seconds between two requests to a host."""
        return self.wave.budget.delay_seconds

    async def start(self) -> AsyncIterator[Any]:
        """The first request of every visit."""
        stop_with_parent()
        # what fails there is a row of the archive; its tracebacks would fill the log
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        self._waiting = deque(self.visits())
        for _ in range(self.settings.getint("CONCURRENT_REQUESTS")):
            for request in self._begin_next():
                yield request

    def go_on(self, visit: Visit) -> Iterator[Request]:
        """The next request of a visit; where it has come to its end, that of a visit that waited for it."""
        request = self._next_request(visit)
        if request is not None:
            yield request
            return
        self._finish(visit)
        yield from self._begin_next()

    def _begin_next(self) -> Iterator[Request]:
        """The first request of a visit that waits; more at once would be no faster and fill memory."""
        while self._waiting:
            visit = self._waiting.popleft()
            request = self._next_request(visit)
            if request is not None:
                yield request
                return
            self._finish(visit)

    def _next_request(self, visit: Visit) -> Request | None:
        """What is known without bytes needs no request."""
        while (ask := visit.next_ask()) is not None:
            known = self.keeper.known(ask)
            if known is not None and known.segment is None:
                visit.took(ask, known.outcome, known.final_url)
            elif known is not None or not self.keeper.is_offline:
                return self._request(ask, visit)
        return None

    def parse(self, response: Response, visit: Visit) -> Iterator[Request]:
        """Hand outcome and links to the visit and go on; a bug of ours costs this page, not the visit."""
        ask = response.meta["ask"]
        self._stop_on_failure()
        try:
            outcome, seconds = response.meta["outcome"], _seconds(response.request)
            if ask.call is None:
                links, seen = look_at(response, self._sitemaps_of(response.url))
                visit.took(ask, outcome, response.url, links, replace(seen, seconds=seconds))
            else:
                following = following_call(visit, ask.call, outcome, response.body, content_type_of(response))
                seen = Seen(n_bytes=len(response.body), seconds=seconds)
                visit.took(ask, outcome, response.url, (), seen, next_call=following)
        except Exception as error:
            logger.exception("crashed on %s", ask.url)
            self.keeper.keep_crash(ask, error)
            visit.took(ask, Outcome.CRASHED, ask.url)
        yield from self.go_on(visit)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """The attempt ended without a response; what the middlewares did not record is recorded here."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        exception = failure.value or RuntimeError("failure without an exception")
        visit: Visit = request.cb_kwargs["visit"]
        ask = request.meta["ask"]
        if isinstance(exception, CollectorError):
            self.keeper.failure = self.keeper.failure or exception
        self._stop_on_failure()
        outcome = request.meta.get("outcome") or self.keeper.keep_failure(request, exception)
        if outcome is not None:
            visit.took(ask, outcome, ask.url, (), Seen(seconds=_seconds(request)))
        yield from self.go_on(visit)

    def _request(self, ask: Ask, visit: Visit) -> Request:
        call = ask.call
        domains = visit.domains if call is None else visit.domains | domains_of((ask.url,))
        meta: dict[str, Any] = {"ask": ask, "domains": domains, "dont_retry": visit.is_probe(ask)}
        if ask.is_rendered and self.settings.get("CHROMIUM"):
            from spiders.browser import rendering_meta  # noqa: PLC0415  only crawls with a browser load it

            meta |= rendering_meta(self._script_hosts(ask.owner_id), takes_screenshot=self.wave.screenshots)
        return Request(
            ask.url,
            method=call.method if call else "GET",
            headers=dict(call.headers) if call else None,
            body=call.body if call else None,
            callback=self.parse,
            errback=self.failed,
            meta=meta,
            cb_kwargs={"visit": visit},
            dont_filter=True,
        )

    def _sitemaps_of(self, url: str) -> tuple[str, ...]:
        rules = self.crawler.get_downloader_middleware(ObeyRobots)
        return rules.sitemaps_of(url) if rules else ()

    def _script_hosts(self, owner_id: str | None) -> tuple[str, ...]:
        return find_site(self.config, owner_id).script_hosts if owner_id else ()

    def _finish(self, visit: Visit) -> None:
        asks, why = visit.left_over()
        try:
            self.keeper.keep_left_over(asks, why)
            self.keeper.keep_notes(visit.notes())
            self.keeper.keep_finish(visit.source, visit.owner_id, visit.plan, is_reached=visit.is_reached)
        except CollectorError:
            self._stop_on_failure()
            raise
        say({"finished": visit.owner_id or visit.source, "is_reached": visit.is_reached, "n_left": len(asks)})

    def _stop_on_failure(self) -> None:
        if self.keeper.failure:
            error = self.keeper.failure
            say(
                {
                    "failed": error.subject,
                    "problem": error.problem,
                    "fix": error.fix,
                    "exit_code": error.exit_code,
                }
            )
            raise CloseSpider(str(error))


def _reached_downloader(request: Request) -> None:
    """Seconds are counted from here: what waits for a free place among all banks costs its bank nothing."""
    request.meta.setdefault("reached_at", time.monotonic())


def _seconds(request: Request | None) -> float:
    """How long an ask has been under way, all its attempts together; 0 where it never left the archive."""
    reached_at = request.meta.get("reached_at") if request else None
    return 0.0 if reached_at is None else time.monotonic() - reached_at
