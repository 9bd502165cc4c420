"""Bank websites: ``scrapy crawl bank_site -a wave=2026 [-a banks=spdb,ceb] [-a offline=1]``.

Enters: the wave's banks. Leaves: their pages, each bank's one after the other, many banks at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.fetch.plan import plan_sites
from spiders.base import VisitSpider

if TYPE_CHECKING:
    from collector.fetch.visit import SiteVisit


class BankSite(VisitSpider):
    """Crawls each bank's site best page first."""

    name = "bank_site"

    def visits(self) -> list[SiteVisit]:
        """A visit per bank, in the order of the wave's universe."""
        chosen = self.more["banks"].split(",") if self.more.get("banks") else self.wave.universe
        return plan_sites(self.config, self.wave, chosen, can_render=self.can_render)
