"""May a wave be crawled at all, and under which name: the contact and the global switch.

Enters: politeness and wave. Leaves: the User-Agent. Refuses (exit 5) to ask live hosts while crawling is
switched off, and without a contact that a webmaster could write to. Served waves ask nobody and need neither;
a wave of imported lists has nothing to ask for and is refused always.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from collector.config.politeness import CONTACT_VARIABLE
from collector.errors import RefusedError
from collector.fetch.robots import TOKEN

if TYPE_CHECKING:
    from collector.models import Politeness, Wave


def check_permission(politeness: Politeness, wave: Wave) -> None:
    """RefusedError where the wave holds imports only, is switched off, or names nobody to write to."""
    if wave.is_backfill:
        raise RefusedError(
            f"wave {wave.wave}",
            "it holds imported lists only and is never crawled",
            fix=f"collector import rankings FILE --wave {wave.wave}, then extract, build and report",
        )
    if wave.web is not None:
        return
    if not politeness.is_crawling_on:
        raise RefusedError(
            f"wave {wave.wave}",
            "crawling is switched off",
            fix="write is_crawling_on: true into config/politeness.yml, or replay with --offline",
        )
    if politeness.contact is None:
        raise RefusedError(
            f"wave {wave.wave}",
            "a live crawl must say whom a webmaster can write to, and no contact is set",
            fix="write contact: into config/politeness.yml, or set "
            f"{CONTACT_VARIABLE} (a mail address of yours, or a web page about your survey)",
        )


def user_agent(contact: str | None) -> str:
    """What every request says about who asks.

    >>> user_agent("https://survey.test/").endswith("obeys robots.txt; contact: https://survey.test/)")
    True
    """
    more = f"; contact: {contact}" if contact else ""
    return f"{TOKEN}/{version('collector')} (annual survey of bank websites; obeys robots.txt{more})"
