"""The guard of every connection: names are resolved once, judged, and only the judged address is spoken to.

Enters: requests on their way to the network. Leaves: their responses. Refuses hosts that stand inside a
network, before connecting and again when the connection is there, and headers without end. A request that
goes through the user's proxy is resolved by that proxy: only the proxy's own address is trusted here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from collector.fetch.addresses import UnsafeAddressError, inner_reason
from collector.fetch.limits import MAX_HEADER_BYTES, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.interfaces import IAddress

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HEAD_STATES = ("STATUS", "HEADER")


class AddressGuard:
    """Which addresses may be spoken to; ``trusted`` are those of the user's proxies, with their port."""

    def __init__(self) -> None:
        self.trusted: set[tuple[str, int]] = set()

    async def admitted(self, host: str, port: int) -> str:
        """The address to connect to. UnsafeAddressError, or CannotResolveHostError where there is none."""
        address = await _resolved(host)
        self.check(host, address, port)
        return address

    async def trust(self, proxy: str) -> tuple[str, int]:
        """Address and port of a proxy that the user has set; they are not judged from now on."""
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        place = await _resolved(parts.hostname or ""), parts.port or _DEFAULT_PORTS.get(parts.scheme, 80)
        self.trusted.add(place)
        return place

    def check(self, host: str, address: str, port: int) -> None:
        """UnsafeAddressError where nobody may be spoken to at this address."""
        reason = None if (address, port) in self.trusted else inner_reason(address)
        if reason:
            raise UnsafeAddressError(host, address, reason)


class GuardedDownloads:
    """What both download handlers share: mixed into a handler, it stands before every plain request."""

    _pool: Any

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)  # type: ignore[call-arg]  # the handler that this is mixed into
        self.guard = AddressGuard()
        self._pool._factory = partial(_GuardedFactory, self.guard)

    async def download_request(self, request: Request) -> Response:
        """Judge where the request would go, then download."""
        proxy = request.meta.get("proxy")
        if proxy:
            await self.guard.trust(proxy)
        else:
            parts = urlsplit(request.url)
            await self.guard.admitted(parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme])
        try:
            response = await super().download_request(request)  # type: ignore[misc]  # as above
        except DownloadFailedError as error:
            raise _reason_within(error) or error from error
        return cast("Response", response)


class GuardedHandler(GuardedDownloads, HTTP11DownloadHandler):
    """The download handler of crawls without a browser."""


class _GuardedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is given up when its headers do not end."""

    n_head_bytes = 0

    def request(self, request: Any) -> Any:
        """Send; one header line may be as long as all of them."""
        answer = super().request(request)
        self.n_head_bytes = 0
        if self._parser is not None:
            self._parser.MAX_LENGTH = MAX_HEADER_BYTES
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        """Count while status and headers are being read."""
        if self._parser is not None and self._parser.state in _HEAD_STATES:
            self.n_head_bytes += len(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted
        is_head = self._parser is not None and self._parser.state in _HEAD_STATES
        if is_head and self.n_head_bytes > MAX_HEADER_BYTES:
            reason = TooLargeError(f"headers longer than {MAX_HEADER_BYTES} bytes")
            self._giveUp(Failure(reason))  # type: ignore[no-untyped-call]  # Twisted


class _GuardedFactory(_LenientHTTP11ClientFactory):
    """Looks at who is at the other end before a byte is sent."""

    def __init__(self, guard: AddressGuard, quiescent: Callable[[Any], None], metadata: str) -> None:
        super().__init__(quiescent, metadata)  # type: ignore[no-untyped-call]  # Twisted
        self._guard = guard

    def buildProtocol(self, addr: IAddress | None) -> _GuardedProtocol:  # noqa: N802  Twisted's name
        """UnsafeAddressError, which fails the connection, or the protocol that speaks over it."""
        place = cast("Any", addr)
        self._guard.check("the connection", place.host, place.port)
        return _GuardedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted


async def _resolved(host: str) -> str:
    """The one address of ``host``, from the resolver's cache where it was asked for before."""
    if ":" in host:
        return host  # an IPv6 address: Scrapy's resolver knows IPv4 names only
    from twisted.internet import reactor  # noqa: PLC0415  importing it installs one

    try:
        return cast("str", await maybe_deferred_to_future(cast("Any", reactor).resolve(host)))
    except (DNSLookupError, OSError) as error:
        raise CannotResolveHostError(str(error)) from error


def _reason_within(error: DownloadFailedError) -> Exception | None:
    """The limit that ended a download, which Twisted wraps up."""
    for failure in getattr(error.__cause__, "reasons", ()):
        if isinstance(failure.value, TooLargeError):
            return failure.value
    return None
