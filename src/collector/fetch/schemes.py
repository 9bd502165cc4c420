"""https first: which scheme each host has answered to, and what to try when it has not.

Enters: URLs and how attempts on them ended. Leaves: URLs under the scheme to use. Refuses to fall back on a
host that has answered over https before.
"""

from __future__ import annotations

from collector.fetch.urls import host_of, with_scheme


class Schemes:
    """What is known of the hosts of one crawl."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def applied(self, url: str) -> str:
        """``url`` under https, or under whatever its host has answered to."""
        return with_scheme(url, self._known.get(host_of(url), "https"))

    def is_probe(self, url: str) -> bool:
        """True while https is only tried out on a host that has not answered yet."""
        return url.startswith("https:") and host_of(url) not in self._known

    def answered(self, url: str) -> None:
        """The host of ``url`` has answered, whatever it said."""
        self._known.setdefault(host_of(url), url.partition("://")[0])

    def fallback(self, url: str) -> str | None:
        """The URL to ask after a probe that failed, None where there was no probe."""
        if not self.is_probe(url):
            return None
        self._known[host_of(url)] = "http"
        fallback = with_scheme(url, "http")
        return fallback if fallback != url else None
