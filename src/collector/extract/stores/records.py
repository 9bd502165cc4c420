"""What app stores say, in one form for all of them.

Absent is None and never 0. A count that a store rounds keeps its text beside its number; counts of different
stores measure different things and are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from collector.imports.rows import Devices
    from collector.store_words import Platform, ReplyKind

StarCounts = tuple[int, int, int, int, int]
"""Ratings with 1★, 2★, 3★, 4★, 5★, always in this order."""


@dataclass(frozen=True, slots=True)
class RankEntry:
    """One place of a list; ``rank`` counts from 1."""

    rank: int
    store_app_code: str
    app_name: str
    seller: str | None = None


@dataclass(frozen=True, slots=True)
class AppDetail:
    """What a store says about one app.

    ``store_app_code``: Apple's track id, the package name everywhere else. ``other_code``: Apple's bundle id,
    the store's own number elsewhere. ``updated_date``: day in Asia/Shanghai. ``rating``: 1 to 5.
    ``downloads_text``: as the store writes it; ``is_downloads_rounded``: None where there is no number;
    ``is_downloads_saturated``: the counter stands at the end of its range, so that it says nothing.
    ``chart_rank``, ``chart_name``: the badge of Apple's app page. ``description`` and
    ``release_notes`` (what is new in the version) are read for mentions, not landed.
    """

    store_app_code: str
    app_name: str
    platform: Platform
    other_code: str | None = None
    seller: str | None = None
    version: str | None = None
    updated_date: date | None = None
    category: str | None = None
    rating: float | None = None
    n_ratings: int | None = None
    star_counts: StarCounts | None = None
    n_downloads: int | None = None
    downloads_text: str | None = None
    is_downloads_rounded: bool | None = None
    is_downloads_saturated: bool = False
    chart_rank: int | None = None
    chart_name: str | None = None
    description: str = ""
    release_notes: str = ""


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """One place of an index of use; shares are parts of all devices, changes parts of the share before."""

    rank: int
    store_app_code: str
    app_name: str
    seller: str | None
    rank_change: int | None
    coverage_share: float | None
    coverage_change: float | None
    active_share: float | None
    active_change: float | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What the asker knows about a reply: which capture it is, what was asked for, how long a list must be.

    ``url`` and ``final_url``: as asked and as answered, where that is to be compared. ``codes``: apps asked
    for by id. ``min_depth`` and ``canaries``: of the rows in this reply. ``first_rank``: of its first row.
    """

    subject: str
    url: str | None = None
    final_url: str | None = None
    codes: tuple[str, ...] = ()
    min_depth: int = 0
    canaries: tuple[str, ...] = ()
    first_rank: int = 1


@dataclass(frozen=True, slots=True)
class StoreReply:
    """What a reply says.

    ``missing_codes``: apps asked for that the store does not have. ``n_listed``: length of the whole list as
    the store gives it. ``as_of_date``: the day that the reply gives for itself. ``warnings``: what does not
    fit and does not spoil the rows, such as keys that no reader knows.
    """

    kind: ReplyKind
    entries: tuple[RankEntry, ...] = ()
    details: tuple[AppDetail, ...] = ()
    activity: tuple[ActivityEntry, ...] = ()
    missing_codes: tuple[str, ...] = ()
    n_listed: int | None = None
    as_of_date: date | None = None
    warnings: tuple[str, ...] = ()
    devices: tuple[Devices, ...] = ()
