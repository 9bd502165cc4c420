"""The crawler's own settings but for two: who answers for a name, and that the server may be spoken to."""

from __future__ import annotations

from spiders.settings import *  # noqa: F403

DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "hostile_network.TestHandler")
TWISTED_DNS_RESOLVER = "hostile_network.TestResolver"
