"""Apple's App Store: ``scrapy crawl store_apple -a wave=2026 [-a offline=1]``.

Enters: config/stores/apple.yml and apps.csv. Leaves: its chart pages and the pages of the wave's apps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.config.lookup import find_store
from collector.fetch.plan import plan_stores
from spiders.base import VisitSpider

if TYPE_CHECKING:
    from collector.fetch.stores import StoreVisit


class AppleStore(VisitSpider):
    """Fetches chart pages, then app pages, one at a time."""

    name = "store_apple"

    def visits(self) -> list[StoreVisit]:
        """One visit, or none where the wave does not read the store or it is off."""
        return [visit for visit in plan_stores(self.config, self.wave) if visit.source == self.name]

    def delay_seconds(self) -> float:
        """The store's own pace; a served web needs none."""
        return (
            self.wave.budget.delay_seconds
            if self.wave.web
            else find_store(self.config, "apple").delay_seconds
        )
