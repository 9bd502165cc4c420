"""Nobody inside the network is spoken to: not by plain HTTP, not through the gate of a page."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from twisted.internet.address import IPv4Address

from collector.fetch.addresses import UnsafeAddressError
from collector.fetch.limits import LedAwayError, TooLargeError
from collector.words import Outcome
from spiders import gate as gates
from spiders.gate import Gate
from spiders.guard import AddressGuard, _GuardedFactory

if TYPE_CHECKING:
    from crawl_project import Project

LOOPBACK = "127.0.0.1"
BANK = frozenset({"alpha.test"})
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello"


class Names(AddressGuard):
    """A guard whose names all lead to one address."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    async def admitted(self, host: str, port: int) -> str:
        self.check(host, self.address, port)
        return self.address


def test_a_connection_that_comes_out_inside_the_network_is_refused_before_a_byte_is_sent() -> None:
    guard = AddressGuard()
    factory = _GuardedFactory(guard, lambda _: None, "")
    with pytest.raises(UnsafeAddressError, match=r"10\.0\.0\.7 \(private\)"):
        factory.buildProtocol(IPv4Address("TCP", "10.0.0.7", 80))
    factory.buildProtocol(IPv4Address("TCP", "114.80.1.1", 80))


def test_a_trusted_proxy_is_trusted_at_its_port_only() -> None:
    guard = AddressGuard()
    guard.trusted.add((LOOPBACK, 3128))
    guard.check("proxy", LOOPBACK, 3128)
    with pytest.raises(UnsafeAddressError):
        guard.check("proxy", LOOPBACK, 80)


def test_a_live_bank_at_an_address_inside_the_network_is_unsafe(project: Project) -> None:
    project.add_bank("alpha", website_url=f"http://{LOOPBACK}:8080/", domains=LOOPBACK)
    project.add_wave(is_live=True)
    project.crawl("bank_site", "")
    rows = [fetch for fetch in project.fetches() if fetch.source == "bank_site"]
    assert [fetch.outcome for fetch in rows] == [Outcome.UNSAFE_URL]
    assert rows[0].detail == f"robots.txt: UnsafeAddressError: {LOOPBACK} stands at {LOOPBACK} (loopback)"


def through_gate(guard: AddressGuard, request: bytes, reply: bytes = PAGE) -> tuple[bytes, Gate, list[bytes]]:
    """What comes back through a gate from a server on loopback, and what the server was asked."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(reply)
        await writer.drain()
        writer.close()

    async def run() -> tuple[bytes, Gate]:
        server = await asyncio.start_server(serve, LOOPBACK, 0)
        port = server.sockets[0].getsockname()[1]
        guard.trusted.add((LOOPBACK, port))
        async with Gate(guard, BANK, 2.0) as gate:
            place = int(gate.url.rpartition(":")[2])
            reader, writer = await asyncio.open_connection(LOOPBACK, place)
            writer.write(request.replace(b":PORT", f":{port}".encode()))
            answer = b""
            with suppress(ConnectionResetError):
                while data := await asyncio.wait_for(reader.read(65536), 5):
                    answer += data
            writer.close()
        server.close()
        return answer, gate

    return *asyncio.run(run()), asked


@pytest.fixture
def any_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy, and ports that a test can have."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(gates, "_unsafe", lambda _: None)


@pytest.mark.usefixtures("any_port")
def test_the_gate_asks_as_a_browser_would_and_ends_the_connection() -> None:
    request = (
        b"GET http://www.alpha.test:PORT/a?b=1 HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n"
    )
    answer, _, asked = through_gate(Names(LOOPBACK), request)
    assert asked == [b"GET /a?b=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]
    assert answer == b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"


@pytest.mark.usefixtures("any_port")
def test_the_gate_refuses_other_hosts_and_addresses_inside() -> None:
    request = b"GET http://www.other.test:PORT/ HTTP/1.1\r\n\r\n"
    answer, gate, asked = through_gate(Names(LOOPBACK), request)
    assert (answer, asked, type(gate.faults["www.other.test"])) == (b"", [], LedAwayError)
    tunnel = b"CONNECT www.alpha.test:PORT HTTP/1.1\r\n\r\n"
    answer, gate, asked = through_gate(Names("169.254.169.254"), tunnel)
    assert answer.startswith(b"HTTP/1.1 502 ")
    assert (asked, type(gate.faults["www.alpha.test"])) == ([], UnsafeAddressError)


@pytest.mark.usefixtures("any_port")
def test_the_gate_closes_when_a_page_has_had_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MAX_PAGE_BYTES", 100_000)
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000
    request = b"GET http://www.alpha.test:PORT/ HTTP/1.1\r\n\r\n"
    answer, gate, _ = through_gate(Names(LOOPBACK), request, endless)
    assert len(answer) < 300_000
    assert type(gate.faults["www.alpha.test"]) is TooLargeError


def test_the_gate_refuses_odd_ports_and_local_names() -> None:
    gate = Gate(AddressGuard(), frozenset({"alpha.test", "localhost", LOOPBACK}), 1.0)
    assert gate.admits("https://www.alpha.test/a")
    for url in ("http://www.alpha.test:22/", "http://localhost/", f"http://{LOOPBACK}/", "http://beta.test/"):
        assert not gate.admits(url)
