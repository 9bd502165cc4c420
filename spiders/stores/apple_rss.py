"""Apple's legacy feed of the finance category; off, for robots.txt closes it."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class AppleRssStore(StoreSpider):
    """Asks for the replies that config/stores/apple_rss.yml declares."""

    name = "store_apple_rss"
