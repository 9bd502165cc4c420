"""TalkingData: the historic list; off."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class TalkingdataStore(StoreSpider):
    """Asks for the replies that config/stores/talkingdata.yml declares."""

    name = "store_talkingdata"
