"""A server that means no good: raw sockets on two addresses of loopback, with and without TLS.

Hosts are ``www.<case>.test``; what they answer is in cases.py. Ports are 8080 and 8443 because the crawler
asks no others beside 80 and 443, which need root. The addresses are drawn so that two runs do not meet.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from certificates import contexts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

HTTP_PORT, TLS_PORT = 8080, 8443
HTML = "text/html; charset=utf-8"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """A request and the way to answer it."""

    path: str
    cookie: str
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int = 200, content_type: str = HTML, *more: tuple[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} Status", f"Content-Type: {content_type}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in more]
        await self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))


Answer = "Callable[[Asked], Awaitable[None]]"


@dataclass
class HostileWeb:
    """What is served, and what was seen: hits by host and path, seconds that a connection lasted, cookies."""

    pages: dict[str, Callable[[str], Callable[[Asked], Awaitable[None]] | None]]
    network: int
    hits: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    cookies: dict[str, int] = field(default_factory=dict)
    n_trespasses: int = 0

    @property
    def address(self) -> str:
        return f"127.{self.network >> 8}.{self.network & 255}.1"

    @property
    def old_address(self) -> str:
        """Speaks TLS 1.0 only."""
        return f"127.{self.network >> 8}.{self.network & 255}.2"

    @property
    def inner_address(self) -> str:
        """Nobody may come here."""
        return f"127.{self.network >> 8}.{self.network & 255}.3"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name, started = "", time.monotonic()
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {key.lower(): value for key, _, value in (line.partition(": ") for line in lines[1:])}
            name = headers.get("host", "").partition(":")[0].removeprefix("www.").removesuffix(".test")
            path = lines[0].split(" ")[1]
            self.hits[f"{name}{path}"] += 1
            self.cookies[name] = max(self.cookies.get(name, 0), len(headers.get("cookie", "")))
            asked = Asked(path, headers.get("cookie", ""), writer)
            answer = self.pages[name](path) if name in self.pages else None
            if answer is None:
                await asked.head(404, "text/plain", ("Content-Length", "0"))
            else:
                await answer(asked)
        except (OSError, EOFError, asyncio.LimitOverrunError, ssl.SSLError):
            pass  # they hang up on us: that is the point
        finally:
            self.seconds[name] = max(self.seconds.get(name, 0.0), time.monotonic() - started)
            with suppress(OSError):
                writer.close()

    async def trespass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.n_trespasses += 1
        writer.close()


@contextmanager
def serving(web: HostileWeb, folder: Path) -> Iterator[HostileWeb]:
    modern, old = contexts(folder)

    async def start() -> None:
        await asyncio.start_server(web.serve, web.address, HTTP_PORT)
        await asyncio.start_server(web.serve, web.address, TLS_PORT, ssl=modern)
        for port in (HTTP_PORT, TLS_PORT):
            await asyncio.start_server(web.trespass, web.inner_address, port)

    ancient = socket.create_server((web.old_address, TLS_PORT))
    threading.Thread(target=_refuse_handshakes, args=(ancient, old), daemon=True).start()
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # connections that are torn are its business
    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        ancient.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _refuse_handshakes(listener: socket.socket, context: ssl.SSLContext) -> None:
    """Speaks TLS 1.0 and says so (asyncio would hang up without a word)."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            context.wrap_socket(connection, server_side=True).close()
