"""Replies that are not read: errors that name store, value, what was expected, and what to do.

Two kinds, because they ask for two things: a store that withholds (throttled, captcha, another storefront)
is left alone and asked again later; a reply in another form needs a person and a new reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from collector.errors import ChecksFailedError
from collector.store_urls import led_away

if TYPE_CHECKING:
    from collector.extract.stores.records import Expected

LOOK = "look at the kept reply; where its form changed, read the new one in extract/stores/"
WAIT = "do not ask again today; try once tomorrow, from another country or by hand if it stays so"


class WithheldError(ChecksFailedError):
    """The store answered and gave no data: throttled, a captcha, a refusal, another page (exit 3)."""


def changed(store: str, expected: Expected, problem: str) -> NoReturn:
    """The reply has another form than the one that is read."""
    raise ChecksFailedError(f"{store} {expected.subject}", problem, fix=LOOK)


def withheld(store: str, expected: Expected, problem: str) -> NoReturn:
    """The store withholds; that is never an empty list."""
    raise WithheldError(f"{store} {expected.subject}", problem, fix=WAIT)


def check_final_url(store: str, expected: Expected) -> None:
    """Refuse a reply from another host or storefront, or from an address without the number asked for."""
    if expected.url is None or expected.final_url is None:
        return
    if (problem := led_away(expected.url, expected.final_url)) is not None:
        withheld(store, expected, problem)
