"""What all store spiders do: ask for what config/stores/<store>.yml declares.

Enters: ``-a wave=ID``. Leaves: rows of the archive. Refuses stores that are off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.config.lookup import find_store
from collector.fetch.plan import plan_stores
from spiders.base import VisitSpider

if TYPE_CHECKING:
    from collector.fetch.stores import StoreVisit


class StoreSpider(VisitSpider):
    """Base of the store spiders; a subclass says which store it is by its name."""

    def visits(self) -> list[StoreVisit]:
        """One visit, or none where the wave does not read the store or it is off."""
        return [visit for visit in plan_stores(self.config, self.wave) if visit.source == self.name]

    def delay_seconds(self) -> float:
        """The store's own pace; a served web needs none."""
        store = find_store(self.config, self.name.removeprefix("store_"))
        return self.wave.budget.delay_seconds if self.wave.web else store.delay_seconds
