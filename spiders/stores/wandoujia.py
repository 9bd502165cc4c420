"""豌豆荚: the finance list with rounded installs; the first captcha ends it."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class WandoujiaStore(StoreSpider):
    """Asks for the replies that config/stores/wandoujia.yml declares."""

    name = "store_wandoujia"
