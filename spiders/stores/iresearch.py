"""艾瑞: the devices of the last month that is out."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class IresearchStore(StoreSpider):
    """Asks for the replies of config/stores/iresearch.yml: ``scrapy crawl store_iresearch -a wave=2026``."""

    name = "store_iresearch"
