"""TalkingData: the historic list; off."""

from __future__ import annotations

from spiders.store_visits import StoreSpider


class TalkingdataStore(StoreSpider):
    """Asks for the replies of config/stores/talkingdata.yml: ``scrapy crawl store_talkingdata -a wave=2026``."""

    name = "store_talkingdata"
