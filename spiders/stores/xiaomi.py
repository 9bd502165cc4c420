"""小米: the finance list page by page, and ratings of our apps."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class XiaomiStore(StoreSpider):
    """Asks for the replies of config/stores/xiaomi.yml: ``scrapy crawl store_xiaomi -a wave=2026``."""

    name = "store_xiaomi"
