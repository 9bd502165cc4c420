"""Which network addresses a crawl may speak to: only those of the open internet.

Enters: an address as a resolver or a socket gives it. Leaves: None, or why it is refused. Refuses to resolve
anything itself; whoever connects asks here first and speaks to exactly the address that was asked about.
"""

from __future__ import annotations

import ipaddress

_METADATA = frozenset(
    ipaddress.ip_address(address)
    # cloud machines tell their secrets there; AWS and kin, Alibaba, Azure, AWS over IPv6
    for address in ("169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254")
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CARRIER = ipaddress.ip_network("100.64.0.0/10")


class UnsafeAddressError(Exception):
    """A name led to an address that is not of the open internet; nothing was sent there."""

    def __init__(self, host: str, address: str, reason: str) -> None:
        super().__init__(f"{host} stands at {address} ({reason})")


def inner_reason(address: str) -> str | None:
    """Why ``address`` is refused, or None where it stands on the open internet.

    >>> inner_reason("10.1.2.3"), inner_reason("::ffff:127.0.0.1"), inner_reason("114.80.1.1")
    ('private', 'loopback', None)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    return _reason(found)


def _reason(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str | None:
    if address in _METADATA:
        return "metadata service"
    if isinstance(address, ipaddress.IPv6Address) and (inner := _wrapped(address)) is not None:
        return _reason(inner)
    for word, is_so in (
        ("unspecified", address.is_unspecified),
        ("loopback", address.is_loopback),
        ("link-local", address.is_link_local),
        ("multicast", address.is_multicast),
        ("carrier's own network", address in _CARRIER),
        ("private", address.is_private),
        ("reserved", address.is_reserved or not address.is_global),
    ):
        if is_so:
            return word
    return None


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for (mapped, 6to4, Teredo's client, NAT64)."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
