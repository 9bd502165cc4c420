"""An HTTP proxy on loopback for tests: it answers for hosts that do not exist, and refuses tunnels."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


NOT_MODIFIED = 304


class Served(Protocol):
    """What a proxy answers from; its address is put there."""

    proxy: str


AnyServed = TypeVar("AnyServed", bound=Served)


class ProxyHandler(BaseHTTPRequestHandler):
    """One client connection; what is served is ``self.server.web``. Subclasses answer GET."""

    protocol_version = "HTTP/1.1"
    timeout = 10

    def send(self, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        self.close_connection = True
        self.send(502, (), b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is part of the tests."""


@contextmanager
def proxied(web: AnyServed, handler: type[ProxyHandler]) -> Iterator[AnyServed]:
    with _Server(("127.0.0.1", 0), handler) as server:
        server.web = web  # type: ignore[attr-defined]
        web.proxy = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()
