"""Old encryption is spoken with hosts of banks that say ``tls: legacy``, and with nobody else."""

from __future__ import annotations

import socketserver
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from OpenSSL import SSL
from scrapy.settings import Settings

from collector.models import Bank, Config, Site, Taxonomy
from collector.words import BankType, Outcome
from spiders.tls import TlsPerBank

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawl_project import Project

LEGACY_SERVER_CONNECT = 0x4


def bank(bank_id: str) -> Bank:
    return Bank(
        bank_id, "某行", "某行", None, (), None, BankType.CITY, None, None, f"https://www.{bank_id}.com.cn/",
        (f"{bank_id}.com.cn",), None, (), None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def factory() -> TlsPerBank:
    sites = (Site("old", tls="legacy"), Site("new"))
    config = Config((bank("old"), bank("new")), (), Taxonomy((), ""), sites, (), ())
    crawler = SimpleNamespace(settings=Settings(), spider=SimpleNamespace(config=config))
    return TlsPerBank.from_crawler(crawler)  # type: ignore[arg-type]  # what it reads of a crawler


@pytest.fixture(scope="module")
def certificate() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A key of 1024 bits and what it signed of itself."""
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505  the weakness is the point
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ebank.old.com.cn")])
    at = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, at, at + timedelta(days=9999))
    return key, builder.sign(key, hashes.SHA256())


@pytest.fixture(scope="module")
def old_server(certificate: tuple[rsa.RSAPrivateKey, x509.Certificate]) -> SSL.Context:
    """Speaks TLS 1.0 only."""
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_min_proto_version(SSL.TLS1_VERSION)
    context.set_max_proto_version(SSL.TLS1_VERSION)
    context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
    context.use_privatekey(certificate[0])
    context.use_certificate(certificate[1])
    return context


def shake_hands(factory: TlsPerBank, host: str, server_context: SSL.Context) -> str:
    """The protocol that client and server agree on; SSL.Error where they do not."""
    client = SSL.Connection(factory._options(host).getContext(), None)
    server = SSL.Connection(server_context, None)
    client.set_connect_state()
    server.set_accept_state()
    for _ in range(8):
        for one, other in ((client, server), (server, client)):
            with suppress(SSL.WantReadError):
                one.do_handshake()
            with suppress(SSL.WantReadError):
                other.bio_write(one.bio_read(65536))
    return client.get_protocol_version_name()


def test_a_bank_that_says_so_is_spoken_to_in_tls_1_0(factory: TlsPerBank, old_server: SSL.Context) -> None:
    assert shake_hands(factory, "ebank.old.com.cn", old_server) == "TLSv1"


@pytest.mark.parametrize("host", ["ebank.new.com.cn", "old.com.cn.other.com", "www.other.com"])
def test_nobody_else_is(factory: TlsPerBank, old_server: SSL.Context, host: str) -> None:
    with pytest.raises(SSL.Error):
        shake_hands(factory, host, old_server)


def test_servers_that_renegotiate_insecurely_are_accepted_for_that_bank_only(factory: TlsPerBank) -> None:
    def options(host: str) -> int:
        return factory._options(host).getContext().set_options(0)

    assert options("ebank.old.com.cn") & LEGACY_SERVER_CONNECT
    assert not options("ebank.new.com.cn") & LEGACY_SERVER_CONNECT


class _OldProxy(socketserver.StreamRequestHandler):
    """Answers CONNECT by speaking TLS 1.0 itself, and plain requests with nothing."""

    def handle(self) -> None:
        line = self.rfile.readline().decode()
        while self.rfile.readline().strip():
            pass
        if not line.startswith("CONNECT"):
            self.wfile.write(b"HTTP/1.1 404 -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        self.wfile.write(b"HTTP/1.1 200 -\r\n\r\n")
        with suppress(ssl.SSLError, OSError):
            secure = self.server.tls.wrap_socket(self.connection, server_side=True)  # type: ignore[attr-defined]
            secure.recv(65536)
            body = "<html><body>本行提供手机银行、网上银行服务。</body></html>".encode() * 5
            head = f"HTTP/1.1 200 -\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
            secure.sendall(head.encode() + b"\r\nConnection: close\r\n\r\n" + body)
            secure.close()


@pytest.fixture
def old_proxy(certificate: tuple[rsa.RSAPrivateKey, x509.Certificate], tmp_path: Path) -> Iterator[str]:
    key, made = certificate
    path = tmp_path / "old.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.TraditionalOpenSSL
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.set_ciphers("DEFAULT:@SECLEVEL=0")
    tls.minimum_version = tls.maximum_version = ssl.TLSVersion.TLSv1
    tls.load_cert_chain(path)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _OldProxy) as server:
        server.daemon_threads = True
        server.tls = tls  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated")
def test_a_crawl_reads_the_old_site_of_the_bank_that_says_so(project: Project, old_proxy: str) -> None:
    for bank_id in ("old", "new"):
        project.add_bank(bank_id, website_url=f"https://www.{bank_id}.test/")
    project.add_site("old", tls="legacy")
    project.add_wave(is_live=True)
    project.crawl("bank_site", old_proxy)
    ended = {f.url: f.outcome for f in project.fetches() if f.source == "bank_site"}
    assert ended["https://www.old.test/"] is Outcome.OK
    assert ended["https://www.new.test/"] is Outcome.TLS_FAILED
