"""Names how an attempt ended: the one place where a response or an exception becomes an outcome.

Enters: a response (status, headers, body as decoded from its transfer coding) or an exception. Leaves: an
outcome of the closed vocabulary and a detail for people. Refuses to guess: an exception it does not know is
``crashed``, our bug. Walls are named, never climbed. The table of outcomes is docs/reference/outcomes.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.decode import decode
from collector.fetch.failures import classify_exception
from collector.fetch.pages import classify_page
from collector.fetch.redirects import REDIRECT_STATUSES, Headers, header, redirect_target
from collector.fetch.refrained import is_settled_refusal
from collector.fetch.text import is_html
from collector.fetch.urls import host_of, registrable_domain, unsafe_reason
from collector.fetch.walls import classify_wall
from collector.words import Outcome

if TYPE_CHECKING:
    from collector.models import Fetch

__all__ = ["RETRIED", "TRANSIENT", "classify_exception", "classify_response", "is_settled"]

TRANSIENT = frozenset(
    {
        Outcome.MAINTENANCE,
        Outcome.TIMEOUT,
        Outcome.CONNECT_FAILED,
        Outcome.DNS_FAILED,
        Outcome.TLS_FAILED,
        Outcome.SERVER_ERROR,
        Outcome.RATE_LIMITED,
        Outcome.OVER_BUDGET,
        Outcome.UNSAFE_URL,
        Outcome.CRASHED,
    }
)
"""Outcomes that another run asks again; all others are settled and replayed (but see :func:`is_settled`)."""

RETRIED = frozenset({Outcome.TIMEOUT, Outcome.CONNECT_FAILED, Outcome.SERVER_ERROR})
"""Outcomes that the same run tries again at once (twice)."""

_BY_STATUS = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.LOGIN_REQUIRED,
    403: Outcome.FORBIDDEN,
    404: Outcome.GONE,
    407: Outcome.CONNECT_FAILED,
    408: Outcome.TIMEOUT,
    410: Outcome.GONE,
    412: Outcome.CHALLENGE,
    413: Outcome.TOO_LARGE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.FORBIDDEN,
    504: Outcome.TIMEOUT,
}
_PAUSES = frozenset({429, 503})
_PAUSE_CHARS = 40
_CLIENT_ERROR = 400
_SHOWN_CHARS = 100
_SERVER_ERROR = 500

_DNS_ERROR = re.compile(r"\bdns\b|err_dns", re.IGNORECASE)


def is_settled(fetch: Fetch) -> bool:
    """True where another run replays this row; a host that was off, or without readable rules, is asked."""
    if fetch.outcome is Outcome.ROBOTS_DISALLOWED:
        return is_settled_refusal(fetch.detail)
    return fetch.outcome not in TRANSIENT


def classify_response(
    status: int, headers: Headers, body: bytes, url: str, final_url: str, *, is_rendered: bool = False
) -> tuple[Outcome, str | None]:
    """Outcome of a response to ``url`` that came from ``final_url`` after redirects that were followed."""
    target = redirect_target(status, headers, body, final_url)
    if status in REDIRECT_STATUSES:
        return _classify_redirect(target, final_url, header(headers, "location"))
    content_type = header(headers, "content-type")
    page = decode(body, content_type).text if is_html(body, content_type) else None
    wall = classify_wall(page) if page is not None else None
    if status in _BY_STATUS or status >= _CLIENT_ERROR:
        return _classify_status(status, headers, wall, host_of(final_url))
    if page is None or not body.strip():
        return (Outcome.OK, None) if body.strip() else (Outcome.EMPTY, "no bytes")
    return wall or classify_page(page, url, final_url, target, is_rendered=is_rendered)


def _classify_redirect(target: str | None, url: str, location: str | None) -> tuple[Outcome, str | None]:
    """A redirect that the crawl did not follow; ``location`` is its target as the server wrote it."""
    if target is None and location:
        return Outcome.UNSAFE_URL, f"redirects to {location[:_SHOWN_CHARS]} (not a web address)"
    if target is None:
        return Outcome.SERVER_ERROR, "redirect without a target"
    reason = unsafe_reason(target)
    if reason:
        return Outcome.UNSAFE_URL, f"redirects to {target} ({reason})"
    if registrable_domain(host_of(target)) == registrable_domain(host_of(url)):
        return Outcome.SERVER_ERROR, f"redirects without end, last to {target}"
    return Outcome.WRONG_SITE, f"redirects to {target}"


def _classify_status(
    status: int, headers: Headers, wall: tuple[Outcome, str] | None, host: str
) -> tuple[Outcome, str]:
    """A status that says by itself how the attempt ended, unless the page behind it knows better."""
    if status >= _SERVER_ERROR and _has_dns_header(headers):
        return Outcome.DNS_FAILED, f"the proxy could not resolve {host}"
    named = _BY_STATUS.get(status)
    if wall and named in (None, Outcome.FORBIDDEN, Outcome.CHALLENGE, Outcome.TIMEOUT):
        return wall[0], f"status {status}, {wall[1]}"
    if named is None:
        named = Outcome.SERVER_ERROR if status >= _SERVER_ERROR else Outcome.FORBIDDEN
    pause = header(headers, "retry-after") if status in _PAUSES else None
    return named, f"status {status}" + (f", Retry-After: {pause[:_PAUSE_CHARS]}" if pause else "")


def _has_dns_header(headers: Headers) -> bool:
    """Proxies answer for hosts they cannot resolve, e.g. Squid with ``X-Squid-Error: ERR_DNS_FAIL``."""
    return any(
        name.lower().startswith("x-") and name.lower().endswith("-error") and _DNS_ERROR.search(value)
        for name, value in headers
    )
