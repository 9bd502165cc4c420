"""应用宝: downloads and stars, package by package; its share page where that gives nothing."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class TencentStore(StoreSpider):
    """Asks for the replies that config/stores/tencent.yml declares."""

    name = "store_tencent"
