"""应用宝: downloads and stars, package by package; its share page where that gives nothing."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class TencentStore(StoreSpider):
    """Asks for the replies of config/stores/tencent.yml: ``scrapy crawl store_tencent -a wave=2026``."""

    name = "store_tencent"
