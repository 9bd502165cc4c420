"""vivo: a search leads to the store's number of an app, that to its downloads."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class VivoStore(StoreSpider):
    """Asks for the replies that config/stores/vivo.yml declares."""

    name = "store_vivo"
