"""Certificates made on the spot: one signs itself, one has expired; and the contexts that serve them."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = datetime(2016, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2096, 1, 1, tzinfo=UTC)


def _context(folder: Path, name: str, until: datetime) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    names = x509.SubjectAlternativeName([x509.DNSName(name)])
    dated = builder.not_valid_before(LONG_AGO).not_valid_after(until).add_extension(names, critical=False)
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + dated.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server that shows the certificate for the name asked for, and one that speaks TLS 1.0 only."""
    modern = _context(folder, "www.selfsigned.test", FAR_AHEAD)
    expired = _context(folder, "www.expired.test", LONG_AGO + timedelta(days=365))

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name == "www.expired.test":
            connection.context = expired

    modern.sni_callback = choose  # type: ignore[assignment]
    old = _context(folder, "www.oldtls.test", FAR_AHEAD)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1
    old.set_ciphers("ALL:@SECLEVEL=0")
    return modern, old
