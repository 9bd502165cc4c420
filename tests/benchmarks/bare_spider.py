"""The measure for crawl_speed.py: a spider that follows every link of the hosts it starts at, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.linkextractors import LinkExtractor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


class BareSpider(scrapy.Spider):
    """``-a hosts=a,b``."""

    name = "bare"
    custom_settings = {  # noqa: RUF012 - Scrapy's own way
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "INFO",
        "TELNETCONSOLE_ENABLED": False,
    }

    async def start(self) -> AsyncIterator[Any]:
        """The home page of every host."""
        for host in str(self.hosts).split(","):  # type: ignore[attr-defined]  # set by Scrapy from -a
            yield scrapy.Request(f"http://{host}/")

    def parse(self, response: Any) -> Iterator[Any]:
        """Every link."""
        for link in LinkExtractor().extract_links(response):
            yield scrapy.Request(link.url, callback=self.parse)
