"""Which addresses are never spoken to, in every way of writing them."""

from __future__ import annotations

import pytest

from collector.fetch.addresses import inner_reason


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.8.8", "loopback"),
        ("0.0.0.0", "unspecified"),  # noqa: S104  connects to this machine
        ("10.0.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("198.18.0.7", "private"),
        ("100.64.0.1", "carrier's own network"),
        ("169.254.1.1", "link-local"),
        ("169.254.169.254", "metadata service"),
        ("100.100.100.200", "metadata service"),
        ("168.63.129.16", "metadata service"),
        ("224.0.0.251", "multicast"),
        ("239.1.1.1", "multicast"),
        ("255.255.255.255", "private"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("fe80::1%eth0", "link-local"),
        ("fd12:3456::1", "private"),
        ("fd00:ec2::254", "metadata service"),
        ("ff02::1", "multicast"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:169.254.169.254", "metadata service"),
        ("64:ff9b::7f00:1", "loopback"),
        ("2002:7f00:1::", "loopback"),
        ("www.bank.test", "no address"),
    ],
)
def test_an_address_inside_a_network_is_refused(address: str, reason: str) -> None:
    assert inner_reason(address) == reason


@pytest.mark.parametrize("address", ["114.80.1.1", "223.255.0.1", "2400:3200::1", "::ffff:114.80.1.1"])
def test_an_address_of_the_open_internet_is_not(address: str) -> None:
    assert inner_reason(address) is None
