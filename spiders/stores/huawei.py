"""华为: built to the documented form; off until the use of its interface code is decided."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class HuaweiStore(StoreSpider):
    """Asks for the replies that config/stores/huawei.yml declares."""

    name = "store_huawei"
