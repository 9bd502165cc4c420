"""What one crawl of a wave has to visit: a site visit per bank, a store visit per store that is on.

Enters: config and wave. Leaves: visits, whose ``plan`` tells whether a crawl that came to its end had the
same task. Refuses nothing: what cannot be asked for has a visit without asks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from collector.config.lookup import find_bank, find_site, find_store
from collector.fetch.clock import clock_of
from collector.fetch.stores import StoreVisit
from collector.fetch.visit import SiteVisit

SHANGHAI = ZoneInfo("Asia/Shanghai")

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.models import Config, Wave


def plan_sites(config: Config, wave: Wave, bank_ids: Iterable[str], *, can_render: bool) -> list[SiteVisit]:
    """Visits of these banks' sites; a bank without a known site has a visit without seeds.

    Declared sources are asked for on the live web only: a served one does not answer for product APIs.
    """
    seeds = dict(wave.seeds)
    return [
        SiteVisit(
            bank := find_bank(config, bank_id),
            site if wave.web is None else replace(site, sources=()),
            wave.budget,
            seeds.get(bank_id) or ((bank.website_url,) if bank.website_url else ()),
            can_render=can_render,
        )
        for bank_id in bank_ids
        for site in (find_site(config, bank_id),)
    ]


def plan_stores(config: Config, wave: Wave) -> list[StoreVisit]:
    """Visits of the wave's stores, without those that are off, on the day of the wave's clock."""
    day = clock_of(wave)().astimezone(SHANGHAI).date()
    stores = [find_store(config, store) for store in wave.stores]
    return [StoreVisit(config, wave, store, day) for store in stores if store.is_on]
