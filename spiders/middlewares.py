"""Downloader middlewares that make every attempt end in exactly one row of the archive.

Enters: what Scrapy's own middlewares pass on. Leaves: the same, with redirects followed only inside the
bank's domains and retries only for outcomes that may pass. Their order is explained in settings.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware

from collector.fetch.limits import MAX_COOKIE_BYTES, MAX_COOKIES, MAX_HOPS
from collector.fetch.outcomes import RETRIED
from collector.fetch.redirects import redirect_target
from collector.fetch.urls import (
    domains_of,
    host_of,
    is_public_suffix,
    is_within,
    registrable_domain,
    unsafe_reason,
)
from spiders.sent import header_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from http.cookiejar import Cookie

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.http.cookies import CookieJar

    from spiders.keeper import Keeper

_KEEP_METHOD = frozenset({307, 308})  # after any other redirect a form is not sent again
_OF_ONE_HOP = ("download_slot", "download_latency", "proxy", "_scheme_proxy", "_auth_proxy")


class Cookies(CookiesMiddleware):
    """Scrapy's own, at a place inside the redirects: some sites redirect until their cookie comes back.

    A jar per registrable domain, and no more in it than a few dozen cookies of a few kilobytes. Scrapy would
    load a list of public suffixes from the internet to judge a cookie's domain; the packaged one does too.
    """

    def process_request(self, request: Request, spider: Spider | None = None) -> Request | Response | None:
        """Send the cookies of the request's own site."""
        request.meta["cookiejar"] = registrable_domain(host_of(request.url))
        return super().process_request(request)

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        for cookie in cookies:
            held = {(other.domain, other.path, other.name): _n_bytes(other) for other in jar}
            held[cookie.domain, cookie.path, cookie.name] = _n_bytes(cookie)
            if len(held) > MAX_COOKIES or sum(held.values()) > MAX_COOKIE_BYTES:
                continue
            if is_public_suffix(cookie.domain.removeprefix(".")):
                if cookie.domain.removeprefix(".") != host_of(request.url).partition(":")[0]:
                    continue
                cookie.domain = cookie.domain.removeprefix(".")
            jar.set_cookie_if_ok(cookie, request)


class Decompress(HttpCompressionMiddleware):
    """Scrapy's own, at a place inside the cache: bodies are kept as text, not as they were packed."""


class FollowRedirects:
    """Follows Location, meta refresh and script-only redirects within the bank's domains.

    What leaves them, or never ends, is handed on as it is and recorded under the URL first asked for.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The next hop, or the response."""
        if "cached" in response.flags or request.meta.get("playwright"):
            return response
        target = redirect_target(response.status, header_pairs(response), response.body, response.url)
        domains = request.meta.get("domains") or domains_of((request.url,))
        n_hops = request.meta.get("n_hops", 0)
        if target is None or n_hops >= request.meta.get("max_hops", MAX_HOPS) or unsafe_reason(target):
            return response
        # RFC 9309 lets a robots.txt stand on another host
        if not request.meta.get("is_robots") and not is_within(target, domains):
            return response
        meta = {key: value for key, value in request.meta.items() if key not in _OF_ONE_HOP}
        hop = request.replace(url=target, meta=meta | {"n_hops": n_hops + 1}, dont_filter=True)
        return hop if response.status in _KEEP_METHOD else hop.replace(method="GET", body=b"")


class RecordFailures:
    """Keeps attempts that ended in an exception; it stands inside the retries and so sees each."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordFailures:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Record, and let others decide what to do about it."""
        keeper = cast("Keeper", cast("Any", self._crawler.spider).keeper)
        keeper.keep_failure(request, exception)


class RetryTransient(RetryMiddleware):
    """Retries by outcome instead of by status or exception; robots.txt and https probes are asked once."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request again, or the response."""
        if "cached" in response.flags or not _is_retried(request):
            return response
        return self._again(request) or response

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | None:
        """The request again, or None: the exception goes on."""
        return self._again(request) if _is_retried(request) else None

    def _again(self, request: Request) -> Request | None:
        again = self._retry(request, str(request.meta["outcome"]))
        if again is not None:
            del again.meta["outcome"]
            again.meta.pop("is_worth_waiting", None)
        return again


def _is_retried(request: Request) -> bool:
    is_worth_waiting = request.meta.get("is_worth_waiting")
    if is_worth_waiting is not None:  # the host named a time: spiders/pacing.py
        return bool(is_worth_waiting)
    if request.meta.get("dont_retry"):
        return False
    return request.meta.get("outcome") in RETRIED


def _n_bytes(cookie: Cookie) -> int:
    return len(cookie.name) + len(cookie.value or "")
