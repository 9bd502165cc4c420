"""OPPO: the home list with rounded downloads."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class OppoStore(StoreSpider):
    """Asks for the replies of config/stores/oppo.yml: ``scrapy crawl store_oppo -a wave=2026``."""

    name = "store_oppo"
