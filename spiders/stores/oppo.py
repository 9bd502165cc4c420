"""OPPO: the home list with rounded downloads."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class OppoStore(StoreSpider):
    """Asks for the replies that config/stores/oppo.yml declares."""

    name = "store_oppo"
