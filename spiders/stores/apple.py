"""Apple's App Store: the finance chart, app pages, look-ups in batches, the overall list as a canary."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class AppleStore(StoreSpider):
    """Asks for the replies that config/stores/apple.yml declares."""

    name = "store_apple"
