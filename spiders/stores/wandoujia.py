"""豌豆荚: the finance list with rounded installs; the first captcha ends it."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class WandoujiaStore(StoreSpider):
    """Asks for the replies of config/stores/wandoujia.yml: ``scrapy crawl store_wandoujia -a wave=2026``."""

    name = "store_wandoujia"
