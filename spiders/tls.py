"""Encryption per bank: what is no longer safe is spoken only with hosts whose site file says ``tls: legacy``.

Enters: the host of a connection. Leaves: TLS options. Everybody else gets TLS 1.2 or later and servers that
renegotiate securely; Scrapy's own factory would accept the others for all (OP_LEGACY_SERVER_CONNECT).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.tls import _ScrapyClientTLSOptions26
from twisted.internet.ssl import CertificateOptions, TLSVersion

from collector.fetch.declared import legacy_tls_domains
from collector.fetch.urls import registrable_domain

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_LEGACY_SERVER_CONNECT = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT, not named by pyOpenSSL
_LEGACY_CIPHERS = b"DEFAULT:@SECLEVEL=0"


class _LegacyOptions(CertificateOptions):
    """TLS 1.0 and later, small keys, and servers without secure renegotiation."""

    def _makeContext(self, skipCiphers: bool = False) -> SSL.Context:  # noqa: N802, N803  Twisted's names
        context = super()._makeContext(skipCiphers)
        context.set_options(_LEGACY_SERVER_CONNECT)
        context.set_min_proto_version(SSL.TLS1_VERSION)
        context.set_cipher_list(_LEGACY_CIPHERS)  # here, for Twisted would drop the level
        return context


class TlsPerBank(_ScrapyClientContextFactory):
    """Scrapy's context factory (setting ``DOWNLOADER_CLIENTCONTEXTFACTORY``) that looks at the host."""

    legacy_domains: frozenset[str] | None = None
    _crawler: Crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> TlsPerBank:
        """Scrapy's way to make one."""
        factory = super().from_crawler(crawler, *args, **kwargs)
        factory._crawler = crawler
        return factory

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802  Twisted's name
        """Options for one connection."""
        options = self._options(hostname.decode("ascii"))
        return _ScrapyClientTLSOptions26(options._makeTLSConnection, hostname.decode("ascii"))

    def _options(self, host: str) -> CertificateOptions:
        if registrable_domain(host) not in self._legacy():
            return CertificateOptions(**self._get_cert_options_kwargs())
        return _LegacyOptions(
            fixBrokenPeers=True,
            insecurelyLowerMinimumTo=TLSVersion.TLSv1_0,
        )

    def _legacy(self) -> frozenset[str]:
        """Read once from the spider's config, which is there when the first connection is made."""
        if self.legacy_domains is None:
            self.legacy_domains = legacy_tls_domains(cast("Any", self._crawler.spider).config)
        return self.legacy_domains
