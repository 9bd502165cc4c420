"""小米: the finance list page by page, and ratings of our apps."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class XiaomiStore(StoreSpider):
    """Asks for the replies that config/stores/xiaomi.yml declares."""

    name = "store_xiaomi"
