"""A site's declared product sources as asks: each source that is on, page after page.

Enters: the site's declaration, then the answer to each call. Leaves: calls in the order of the file. Refuses
sources that are off. They are asked for outside the budget of pages: their own ``max_pages`` limits them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.declared.calls import Call, make_call
from collector.fetch.urls import domains_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.models import Bank, Config, Site


class DeclaredCalls:
    """The calls still to make for one site, the next one first."""

    def __init__(self, site: Site) -> None:
        self._waiting = [make_call(source) for source in site.sources if source.is_on][::-1]

    def pop(self) -> Call | None:
        """The next call, or None."""
        return self._waiting.pop() if self._waiting else None

    def follow(self, call: Call | None) -> None:
        """The page after the one just answered comes next."""
        if call is not None:
            self._waiting.append(call)


def legacy_tls_domains(config: Config) -> frozenset[str]:
    """Registrable domains of the banks whose site file says ``tls: legacy``."""
    return domains_of(tuple(host for site in _sites(config, "legacy") for host in _hosts(config, site)))


def _sites(config: Config, tls: str) -> Iterable[Site]:
    return (site for site in config.sites if site.tls == tls)


def _hosts(config: Config, site: Site) -> tuple[str, ...]:
    """Host names of a bank: its domains with and without www, its website's, its seeds' and its sources'."""
    bank: Bank = next(bank for bank in config.banks if bank.bank_id == site.bank_id)
    urls = [*site.seeds, *(source.request.url for source in site.sources)]
    urls += [bank.website_url] if bank.website_url else []
    named = [url.partition("://")[2].partition("/")[0].partition(":")[0] for url in urls]
    domains = (*bank.domains, *site.more_domains)
    return tuple(dict.fromkeys([*domains, *(f"www.{domain}" for domain in domains), *named]))
