"""The served web as an HTTP proxy on loopback: ``python -m collector.sample.server --wave sample``.

Enters: absolute-form GET, HEAD and POST requests. Leaves: the replies of :mod:`collector.sample.web`, without
a Date header so that equal waves give equal bytes. Refuses: CONNECT (502: the sample has no https), unknown
hosts (502, as a proxy answers a failed DNS look-up), origin-form requests (400), bodies without a length or
of more than 64 KiB (411, 413), and to listen anywhere but on 127.0.0.1.
"""

from __future__ import annotations

import argparse
import socket
import sys
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.errors import CollectorError, RefusedError
from collector.paths import Paths
from collector.sample.page import Asked, Reply
from collector.sample.web import Answer, open_web

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from collector.models import Wave

LOOPBACK = "127.0.0.1"
_IDLE_SECONDS = 30.0
_PLAIN = "text/plain"
_UNKNOWN_HOST = Reply(502, _PLAIN, b"unknown host\n", headers=(("X-Sample-Error", "dns"),))
_NO_TUNNEL = Reply(502, _PLAIN, b"", headers=(("X-Sample-Error", "tunnel"),))
_MAX_BODY = 64 * 1024
_NOT_A_PROXY_REQUEST = Reply(400, _PLAIN, b"absolute-form request needed\n")


class WebServer(ThreadingHTTPServer):
    """A listening proxy; holds the socket and the hosts it answers for. Bound to a free port of loopback."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, hosts: dict[str, Answer], address: str = LOOPBACK) -> None:
        if address != LOOPBACK:
            raise RefusedError(f"sample web on {address}", "is not loopback", fix=f"use {LOOPBACK}")
        self.hosts = hosts
        super().__init__((address, 0), _ProxyRequest)

    @property
    def proxy_url(self) -> str:
        """``http://127.0.0.1:PORT``."""
        return f"http://{LOOPBACK}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no event; anything else is our bug and reaches the standard error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # socket types of the base

    def answer(self, target: str, body: bytes | None = None) -> Reply:
        """The reply to an absolute-form request target; ``body``: what was posted to it."""
        try:
            parts = urlsplit(target)
            host = parts.hostname
        except ValueError:
            return _NOT_A_PROXY_REQUEST
        if parts.scheme != "http" or not host:
            return _NOT_A_PROXY_REQUEST
        site = self.hosts.get(host)
        return site(Asked(parts.path or "/", parts.query, body)) if site else _UNKNOWN_HOST


class _ProxyRequest(BaseHTTPRequestHandler):
    """One client connection."""

    server: WebServer
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        self._send(self.server.answer(self.path), has_body=True)

    def do_HEAD(self) -> None:
        self._send(self.server.answer(self.path), has_body=False)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            self.send_error(411)
        elif int(length) > _MAX_BODY:
            self.send_error(413)
        else:
            self._send(self.server.answer(self.path, self.rfile.read(int(length))), has_body=True)

    def do_CONNECT(self) -> None:
        self.close_connection = True
        self._send(_NO_TUNNEL, has_body=True)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a malformed request or another method, and hang up."""
        self.close_connection = True
        self.requestline = getattr(self, "requestline", "")
        self._send(Reply(int(code), _PLAIN, f"{message or explain or code}\n".encode()), has_body=True)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard output carries the listening line only."""

    def _send(self, reply: Reply, *, has_body: bool) -> None:
        if reply.delay_seconds:
            time.sleep(reply.delay_seconds)
        if reply.is_dropped:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response_only(reply.status)
        if reply.content_type:
            self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if has_body:
            self.wfile.write(reply.body)


@contextmanager
def serve_web(wave: Wave, web_root: Path | None) -> Iterator[str]:
    """Serve the wave's web in a daemon thread while the block runs; yields the proxy URL.

    Raises UsageError for a wave without a web or a folder web without its folder.
    """
    with WebServer(open_web(wave, web_root)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.proxy_url
        finally:
            server.shutdown()
            thread.join()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until killed; prints one line ``listening 127.0.0.1:PORT``."""
    parser = argparse.ArgumentParser(prog="python -m collector.sample.server")
    parser.add_argument("--wave", default="sample")
    parser.add_argument("--web-root", type=Path, default=None, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        wave = find_wave(load_config(Paths.from_environment().home), options.wave)
        with WebServer(open_web(wave, options.web_root)) as server, suppress(KeyboardInterrupt):
            sys.stdout.write(f"listening {LOOPBACK}:{server.server_port}\n")
            sys.stdout.flush()
            server.serve_forever()
    except CollectorError as error:
        sys.stderr.write(f"{error}\n")
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
