"""What a healthy crawl looks like: the records that config/expectations.yml becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Measure(StrEnum):
    """What is measured of a wave, in a unit of which less is worse (table ``fct_measure``)."""

    PAGES_VISITED = "pages_visited"
    """Of a source (bank_site, store_apple): pages visited."""
    PAGES_ANSWERED = "pages_answered"
    """Of a bank: pages of its own site that were visited or came without text."""
    BANKS_VISITED = "banks_visited"
    """Of a segment: banks of whose own site a page was visited."""
    MENTIONS_PER_OWNER = "mentions_per_owner"
    """Of a source: mentions by bank or union of which it visited a page."""
    LIST_ENTRIES = "list_entries"
    """Of a list, written store/chart: rows of all its days."""
    APP_PAGES = "app_pages"
    """Of a store: app pages read."""
    DETERMINED_SHARE = "determined_share"
    """Of a segment: answers that are present or absent, as a share of all; categories left aside."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """The range that a measure of one subject of a wave is expected in, ends included; None where it is open.

    Below ``low`` nothing is published, above ``high`` somebody is told. ``line`` of the file is for messages
    and takes no part in what a build is made of.
    """

    wave: str
    measure: Measure
    subject: str
    low: Decimal | None
    high: Decimal | None
    line: str = field(default="", repr=False, compare=False)
