"""vivo: a search leads to the store's number of an app, that to its downloads."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class VivoStore(StoreSpider):
    """Asks for the replies of config/stores/vivo.yml: ``scrapy crawl store_vivo -a wave=2026``."""

    name = "store_vivo"
