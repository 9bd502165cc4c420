"""Addresses of stores: whether an answer came from what was asked for, and which declared reply it is.

Enters: addresses and a store's declaration. Leaves: a problem in words, a form of reply with its page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.store_words import SLOT

if TYPE_CHECKING:
    from collector.store_models import Store, StoreReplyForm

_STOREFRONT = re.compile(r"/([a-z]{2})(?=/)")
_NUMBER = re.compile(r"\d{4,}")
_SENT = re.compile(r"[?&]__wb_method=POST")


@dataclass(frozen=True, slots=True)
class FoundReply:
    """The form whose address a URL is; ``page``: which page of a list, from 0."""

    form: StoreReplyForm
    page: int


def led_away(asked_url: str, final_url: str) -> str | None:
    """In what the address that answered is another one: host, storefront or number; None where in nothing."""
    asked, final = urlsplit(asked_url), urlsplit(final_url)
    if (asked.hostname or "") != (final.hostname or ""):
        return f"answered by host {final.hostname}, expected {asked.hostname}"
    storefronts = [_STOREFRONT.match(parts.path) for parts in (asked, final)]
    names = [found[1] if found else None for found in storefronts]
    if names[0] is not None and names[0] != names[1]:
        return f"answered from {final_url}, expected storefront {names[0]}"
    lost = [number for number in _NUMBER.findall(asked.path) if number not in final.path]
    return f"answered from {final_url}, expected an address with {lost[0]}" if lost else None


def find_reply(store: Store, url: str) -> FoundReply | None:
    """The declared reply that was asked for at ``url``, as the archive keeps it; None for another address.

    A period after # and what was sent by POST are not compared, nor is the scheme.
    """
    asked = _without_scheme(_SENT.split(url.partition("#")[0])[0])
    for form in store.replies:
        found = _pattern(form.url).fullmatch(asked)
        if found is None:
            continue
        slots = found.groupdict()
        if "page" in slots:
            return FoundReply(form, int(slots["page"]) - form.first_page)
        if "start" in slots:
            return FoundReply(form, int(slots["start"]) // (form.page_size or 1) - form.first_page)
        return FoundReply(form, 0)
    return None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = SLOT.split(_without_scheme(template))
    pattern = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += rf"(?P<{part}>\d+)" if part in {"page", "start"} else rf"(?P<{part}>[^/?&#]+)"
    return re.compile(pattern)


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]
