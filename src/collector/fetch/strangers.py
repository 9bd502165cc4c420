"""Hosts that a bank's own pages call its online bank or its card centre, and that banks.csv does not name.

Enters: links that lead off the bank's domains. Leaves: per domain the first link and how many pages have one.
Refuses to ask there: whose site it is, a person decides (``domains`` in banks.csv).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.fetch.urls import host_of, registrable_domain

if TYPE_CHECKING:
    from collector.fetch.links import Link

MAX_STRANGERS = 20
_OF_A_BANK = re.compile(
    r"网上银行|(?:个人|企业)?网银|手机银行|微信银行|直销银行|电子银行|信用卡|生活缴费|缴费平台|理财(?:商城|超市)"
    r"|(?:网上|积分|金融)商城"
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """An undeclared domain: the first link to it, the page that has it, and how many pages link to it so."""

    domain: str
    link: Link
    parent_url: str
    n_pages: int


class Strangers:
    """The undeclared domains of one bank's crawl."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[Link, str]] = {}
        self._pages: dict[str, set[str]] = {}

    def met(self, link: Link, parent_url: str) -> None:
        """A link that leads off the bank; it counts where its words name a service of the bank."""
        if not _OF_A_BANK.search(link.text):
            return
        domain = registrable_domain(host_of(link.url))
        if domain in self._first or len(self._first) < MAX_STRANGERS:
            self._first.setdefault(domain, (link, parent_url))
            self._pages.setdefault(domain, set()).add(parent_url)

    def found(self) -> list[Stranger]:
        """In the order in which they were met."""
        return [
            Stranger(domain, link, parent_url, len(self._pages[domain]))
            for domain, (link, parent_url) in self._first.items()
        ]
