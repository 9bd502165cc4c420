"""The gate of one rendered page: the only way from the browser to the network, open as long as the page is.

Enters: the browser's requests, as to an HTTP proxy on loopback. Leaves: bytes of the bank's own hosts.
Refuses other hosts, addresses inside a network, more requests and more bytes than a page may have; redirects
come by here too, which the browser's own interception does not see. The browser resolves no name itself, so
the address that was judged is the address that is spoken to.
"""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy.exceptions import DownloadConnectionRefusedError

from collector.fetch.addresses import UnsafeAddressError
from collector.fetch.limits import (
    MAX_HEADER_BYTES,
    MAX_PAGE_BYTES,
    MAX_PAGE_REQUESTS,
    LedAwayError,
    TooLargeError,
)
from collector.fetch.urls import is_within, unsafe_reason

if TYPE_CHECKING:
    from spiders.guard import AddressGuard

_CHUNK_BYTES = 64 * 1024
_END = b"\r\n\r\n"
_REFUSED = b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_CONNECTED = b"HTTP/1.1 200 Connected\r\n\r\n"
_INTERIM = (b"HTTP/1.1 1", b"HTTP/1.0 1")
_OF_ONE_HOP = (b"connection:", b"proxy-connection:", b"keep-alive:", b"proxy-authorization:")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Gate:
    """A listening socket for one page; ``faults`` says by host what went wrong behind it."""

    def __init__(self, guard: AddressGuard, domains: frozenset[str], connect_seconds: float) -> None:
        self.url = ""
        self.faults: dict[str, Exception] = {}
        self._guard = guard
        self._domains = domains
        self._connect_seconds = connect_seconds
        self._n_requests = 0
        self._n_bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MAX_HEADER_BYTES)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def admits(self, url: str) -> bool:
        """True where the page may ask for ``url``, as far as can be told without resolving its host."""
        return _unsafe(urlsplit(url)) is None and is_within(url, self._domains)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far: asyncio.StreamWriter | None = None
        host = ""
        try:
            head = await reader.readuntil(_END)
            method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            parts = urlsplit(f"https://{target}/" if method == "CONNECT" else target)
            host = parts.hostname or ""
            far_reader, far, first = await self._connected(parts, head)
            up = asyncio.create_task(_pass_on(reader, far))
            try:
                await self._answer(parts, first, (far_reader, far), writer)
            finally:
                up.cancel()
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError) as error:
            self.faults.setdefault(host, _named(error))
        except Exception as error:  # whatever it was, the page's attempt is named after it
            self.faults.setdefault(host, error)
            writer.write(_REFUSED if method == "CONNECT" else b"")
        finally:
            if far is not None:
                far.transport.abort()
            writer.close()

    async def _connected(
        self, parts: SplitResult, head: bytes
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
        """A connection to whoever answers for the URL, and what to send over it first."""
        self._n_requests += 1
        if self._n_requests > MAX_PAGE_REQUESTS:
            raise TooLargeError(f"a page with more than {MAX_PAGE_REQUESTS} requests")
        host, port = parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        reason = _unsafe(parts)
        if reason:
            raise UnsafeAddressError(host, parts.netloc, reason)
        if not is_within(parts.geturl(), self._domains):
            raise LedAwayError(parts.geturl())
        proxy = None if proxy_bypass(host) else getproxies().get(parts.scheme)
        if proxy:
            address, far_port = await self._guard.trust(proxy)
            first = _authorized(head, proxy)
        else:
            address, far_port = await self._guard.admitted(host, port), port
            first = b"" if parts.scheme == "https" else _origin_form(head, parts)
        opening = asyncio.open_connection(address, far_port, limit=MAX_HEADER_BYTES)
        far_reader, far = await asyncio.wait_for(opening, self._connect_seconds)
        self._guard.check(host, *far.get_extra_info("peername")[:2])
        return far_reader, far, first

    async def _answer(
        self,
        parts: SplitResult,
        first: bytes,
        far: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        writer: asyncio.StreamWriter,
    ) -> None:
        """Send what is to be sent and hand on what comes, until it ends or the page's budget does."""
        far_reader, far_writer = far
        far_writer.write(first)
        if parts.scheme == "http":
            while (head := await far_reader.readuntil(_END)).startswith(_INTERIM):
                pass
            writer.write(_closing(head))
        elif not first:
            writer.write(_CONNECTED)
        while data := await far_reader.read(_CHUNK_BYTES):
            self._n_bytes += len(data)
            if self._n_bytes > MAX_PAGE_BYTES:
                writer.transport.abort()
                raise TooLargeError(f"a page with more than {MAX_PAGE_BYTES} bytes")
            writer.write(data)
            await writer.drain()


async def _pass_on(reader: asyncio.StreamReader, far: asyncio.StreamWriter) -> None:
    """What the browser sends; when it hangs up, so does the other side."""
    with suppress(OSError):
        while data := await reader.read(_CHUNK_BYTES):
            far.write(data)
            await far.drain()
    far.transport.abort()


def _unsafe(parts: SplitResult) -> str | None:
    return unsafe_reason(f"{parts.scheme}://{parts.netloc}/")


def _named(error: Exception) -> Exception:
    """An error of the connection in the words that outcomes are told from."""
    if isinstance(error, TimeoutError):
        return error
    if isinstance(error, asyncio.LimitOverrunError):
        return TooLargeError(f"headers longer than {MAX_HEADER_BYTES} bytes")
    return DownloadConnectionRefusedError(str(error))


def _origin_form(head: bytes, parts: SplitResult) -> bytes:
    """The request as its server wants it: path instead of URL, and one answer per connection."""
    method, _, rest = head.partition(b" ")
    target, _, rest = rest.partition(b" ")
    path = target.split(parts.netloc.encode("latin-1"), 1)[1] or b"/"
    return _closing(b" ".join((method, path, rest)))


def _closing(head: bytes) -> bytes:
    """A head that says that the connection ends with this answer: the next request is judged anew."""
    lines = head[: -len(_END)].split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(_OF_ONE_HOP)]
    return b"\r\n".join([*kept, b"Connection: close"]) + _END


def _authorized(head: bytes, proxy: str) -> bytes:
    """The request with the user's name and password for the proxy, where the proxy variable has them."""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    closing = head if head.startswith(b"CONNECT ") else _closing(head)
    if not parts.username:
        return closing
    secret = base64.b64encode(f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode())
    return closing[: -len(_END)] + b"\r\nProxy-Authorization: Basic " + secret + _END
