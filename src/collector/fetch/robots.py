"""robots.txt as RFC 9309 reads it: what one host lets us ask, how fast, and where its sitemaps are.

Enters: status and body of a robots.txt. Leaves: a :class:`Robots`. Refuses to guess in the site's disfavour:
a file that cannot be had for a reason of the server closes the host, a missing one opens it. Parsing and
matching are protego's; here it is given only what the RFC says counts. Decision 16 gives the reasons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from protego import Protego

from collector.decode import decode
from collector.fetch.refrained import NotAskedError, not_asked
from collector.fetch.urls import canonical_url, host_of
from collector.words import Refrained

TOKEN = "collector"  # noqa: S105 - the product token of our User-Agent, no secret
MAX_BYTES = 500 * 1024
MAX_HOPS = 5
MAX_AGE_HOURS = 24
MAX_DELAY_SECONDS = 30.0
"""A host that wants more time between two requests than this is not crawled: a site would take days."""

_REFUSALS = frozenset({401, 403, 451})
_FAILURES = frozenset({408, 425, 429})
_OK, _REDIRECT, _SERVER_ERROR = 200, 300, 500
_LINE_END = re.compile(rb"\r\n|\r|\n")
_NO_LINE_END = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
_AGENT = re.compile(r"^\s*user[- ]?agent(?:\s*:|\s)\s*(\*|[a-z_-]*)", re.IGNORECASE)
_INDEX = re.compile(r"^(\s*allow\s*:[^#]*/index\.html)\s*(?=#|$)", re.IGNORECASE)
_NOBODY = "another-crawler"


@dataclass(frozen=True, slots=True)
class Robots:
    """What one host says to us; ``closed`` says why nothing there may be asked, None where something may.

    ``delay_seconds`` is the pause it asks for between two requests, 0 where it names none.
    """

    closed: tuple[Refrained, str] | None = None
    delay_seconds: float = 0.0
    sitemaps: tuple[str, ...] = ()
    rules: Protego | None = None
    agent: str = "*"

    def refusal(self, url: str) -> NotAskedError | None:
        """Why ``url`` is not to be asked for, or None."""
        if self.closed:
            return not_asked(*self.closed)
        if self.rules is None or self.rules.can_fetch(url, self.agent):
            return None
        return not_asked(Refrained.ROBOTS_RULE, f"robots.txt of {host_of(url)} closes it")


OPEN = Robots()
"""A host without rules."""


def read_robots(status: int, body: bytes, url: str) -> Robots:
    """What the answer to ``url`` (a robots.txt, after redirects) means.

    2xx is read; 401, 403 and 451 refuse us; 408, 425, 429 and 5xx mean that the rules are not known now, so
    that nothing is asked; every other status means that there are none.
    """
    if status in _REFUSALS:
        return Robots(closed=(Refrained.ROBOTS_REFUSED, f"robots.txt answered {status}"))
    if status in _FAILURES or status >= _SERVER_ERROR:
        return Robots(closed=(Refrained.ROBOTS_UNREACHABLE, f"robots.txt answered {status}"))
    if not _OK <= status < _REDIRECT:
        return OPEN
    text = _text(body)
    # an error page or the home page in place of the file has no rules
    return OPEN if text.lstrip().startswith("<") else parse_robots(text, url)


def parse_robots(text: str, url: str) -> Robots:
    """The rules of the groups for our token, or of those for all where no group names us."""
    lines = [_as_rfc(line) for line in text.split("\n")]
    rules = Protego.parse("\n".join(lines))
    is_named = any((found := _AGENT.match(line)) and found[1].lower() == TOKEN for line in lines)
    agent = TOKEN if is_named else "*"
    rate = rules.request_rate(agent)
    delay = max(rules.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)
    urls = (canonical_url(urljoin(url, sitemap)) for sitemap in rules.sitemaps)
    closed = None
    if delay > MAX_DELAY_SECONDS:
        text = f"robots.txt asks for {delay:g} s between requests, more than {MAX_DELAY_SECONDS:g} s"
        closed = (Refrained.CRAWL_DELAY, text)
    sitemaps = tuple(dict.fromkeys(sitemap for sitemap in urls if sitemap))
    return Robots(closed=closed, delay_seconds=delay, sitemaps=sitemaps, rules=rules, agent=agent)


def _text(body: bytes) -> str:
    """The first 500 KiB as text with plain line ends; a line cut by the limit is left out."""
    kept = _LINE_END.sub(b"\n", body[: MAX_BYTES + 1])
    if len(body) > MAX_BYTES:
        kept = kept[:MAX_BYTES].rpartition(b"\n")[0]
    return _NO_LINE_END.sub(" ", decode(kept, "text/plain").text.lstrip("\ufeff"))


def _as_rfc(line: str) -> str:
    """A line without what protego reads more freely than the RFC.

    Of a User-agent line the product token counts, whole (``collector/2.0`` is us, ``collect`` is not); an
    allowed ``/index.html`` does not allow ``/``.
    """
    agent = _AGENT.match(line)
    if agent:
        return f"User-agent: {agent[1] if agent[1].lower() in {'*', TOKEN} else _NOBODY}"
    return _INDEX.sub(r"\1*", line)
