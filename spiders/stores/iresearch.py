"""艾瑞: the devices of the last month that is out."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class IresearchStore(StoreSpider):
    """Asks for the replies that config/stores/iresearch.yml declares."""

    name = "store_iresearch"
