"""Which captures of a wave are read, and which of several captures of one page counts.

Enters: the wave's fetches. Leaves: fetches to read, each with whether another capture of its page is read
instead. Only visited fetches with text or a PDF that was kept are read; robots.txt and sitemaps never are.
The rendered capture beats the plain one, then the latest attempt, then the latest time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.words import VISITED, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.models import Fetch

_READ_TYPES: tuple[str, ...] = (
    "text/",
    "application/json",
    "application/xhtml",
    "application/xml",
    "application/javascript",
)
_READ_TYPES += ("application/x-javascript", "application/ld+json", "application/pdf", "application/x-pdf")
_UNNAMED = frozenset({"application/octet-stream", "binary/octet-stream", "application/force-download"})
_NO_PAGE = frozenset({"text/css", "text/csv", "text/calendar"})
_ABOUT_HOSTS = frozenset({"robots", "sitemap"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A fetch to read; ``is_superseded`` where only its page row is landed, no findings."""

    fetch: Fetch
    is_superseded: bool


def choose_captures(fetches: Iterable[Fetch], declared: frozenset[str] = frozenset()) -> tuple[Chosen, ...]:
    """Readable fetches by id; of one source, owner and page (URL without scheme) one is not superseded.

    ``declared`` are ids of replies of declared sources: read too where they did not fit their declaration
    when they came, for the declaration may have been mended since.
    """
    readable = [
        fetch
        for fetch in fetches
        if (_is_kept_reply(fetch) if fetch.fetch_id in declared else _is_readable(fetch))
    ]
    best: dict[tuple[str, str, str], Fetch] = {}
    for fetch in readable:
        key = _page(fetch)
        if key not in best or _worth(fetch) > _worth(best[key]):
            best[key] = fetch
    ordered = sorted(readable, key=lambda fetch: fetch.fetch_id)
    return tuple(Chosen(fetch, best[_page(fetch)].fetch_id != fetch.fetch_id) for fetch in ordered)


def _is_readable(fetch: Fetch) -> bool:
    if fetch.outcome not in VISITED or fetch.segment is None or fetch.source in _ABOUT_HOSTS:
        return False
    media_type = (fetch.content_type or "text/html").split(";")[0].strip().lower()
    if media_type in _UNNAMED:
        return urlsplit(fetch.final_url).path.lower().endswith(".pdf")
    return media_type.startswith(_READ_TYPES) and media_type not in _NO_PAGE


def _is_kept_reply(fetch: Fetch) -> bool:
    return fetch.segment is not None and fetch.outcome in VISITED | {Outcome.EMPTY}


def _page(fetch: Fetch) -> tuple[str, str, str]:
    return fetch.source, fetch.owner_id or "", fetch.url.partition("://")[2]


def _worth(fetch: Fetch) -> tuple[bool, int, str, str]:
    return fetch.is_rendered, fetch.attempt, fetch.fetched_at.isoformat(), fetch.fetch_id
