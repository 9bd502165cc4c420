"""The archive as Scrapy's HTTP cache (setting ``HTTPCACHE_STORAGE``).

Enters: requests and responses that pass Scrapy's cache middleware. Leaves: responses replayed from the
archive. It decides nothing: the spider's keeper says what is settled, classifies what came and writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response
    from scrapy.settings import BaseSettings


class Keeper(Protocol):
    """What a spider that is cached in the archive carries as ``keeper``."""

    def replay(self, request: Request) -> Response | None:
        """The kept response to ``request`` where it need not be asked again."""

    def keep_response(self, request: Request, response: Response) -> None:
        """Classify and keep ``response``."""

    def close(self) -> None:
        """Close segment and index."""


class WarcCacheStorage:
    """Scrapy's cache storage interface over the keeper of the running spider."""

    def __init__(self, settings: BaseSettings) -> None:
        self._keeper: Keeper | None = None

    def open_spider(self, spider: Spider) -> None:
        """Take the spider's keeper."""
        self._keeper = cast("Keeper", spider.keeper)  # type: ignore[attr-defined]  # spiders/base.py sets it

    def close_spider(self, spider: Spider) -> None:
        """Close the archive when the spider ends."""
        if self._keeper:
            self._keeper.close()

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The kept response, or None when the request has to be made."""
        return self._keeper.replay(request) if self._keeper else None

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Keep a response that came from the network."""
        if self._keeper:
            self._keeper.keep_response(request, response)
