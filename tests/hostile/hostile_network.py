"""Names of the hostile web and where they lead to (variable HOSTILE_NAMES); nothing else is resolved."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from hostile_web import HTTP_PORT, TLS_PORT
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.error import DNSLookupError

from spiders.browser import RenderingHandler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler

NAMES: dict[str, str] = json.loads(os.environ["HOSTILE_NAMES"])
SERVERS: list[str] = json.loads(os.environ["HOSTILE_SERVERS"])


class TestResolver(CachingThreadedResolver):
    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> defer.Deferred[str]:  # noqa: N802
        if name in NAMES:
            return defer.succeed(NAMES[name])
        return defer.fail(DNSLookupError(name))


class TestHandler(RenderingHandler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.guard.trusted |= {(address, port) for address in SERVERS for port in (HTTP_PORT, TLS_PORT)}
