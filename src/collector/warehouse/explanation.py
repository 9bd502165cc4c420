"""The answer to "why this number": the number as published and the banks behind it, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was read: page, words, time, and the archived record (WARC file and place in bytes).

    ``confidence`` (0 to 1) of the reading, and kind and own date of the page; None for store lists. Of an
    imported list ``url`` is its source and file, ``capture_id`` its import, and ``fetched_at`` None.
    """

    url: str
    sentence: str
    fetched_at: datetime | None
    capture_id: str
    segment: str | None
    offset: int | None
    confidence: Decimal | None = None
    page_kind: str | None = None
    page_date: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided an answer (by initials), when, why, and where it can be seen."""

    reviewer: str
    reviewed_date: date
    reason: str
    evidence_url: str


@dataclass(frozen=True, slots=True)
class Side:
    """The best sentence of one side of a conflict and its page."""

    sentence: str
    url: str
    page_kind: str
    page_date: date | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item both offered and denied in a channel (``any``: as such), which side holds and by what rule."""

    item_id: str
    channel_id: str
    resolution: str
    rule: str
    offer: Side
    denial: Side


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a bank's best-placed app stands in one list; ``rank`` is None unless it is listed."""

    store: str
    chart: str
    as_of_date: date
    rank: int | None
    observed_depth: int | None
    app_name: str | None


@dataclass(frozen=True, slots=True)
class ExplainedAnswer:
    """One bank's part in the number: its answer (or state in a list), evidence or reason, and conflicts."""

    bank_id: str
    short_name_zh: str
    item_title_zh: str
    channel_id: str
    answer: str
    reason: str | None
    n_mentions: int
    is_inherited: bool
    evidence: Evidence | None
    placing: Placing | None
    conflicts: tuple[Conflict, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, the number as published (None unless it is a share), and the banks behind it."""

    statistic: str
    wave: str
    item_id: str | None
    segment: str
    channel_id: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    answers: tuple[ExplainedAnswer, ...]

    def count(self, answer: str) -> int:
        """Banks with this answer; of a bank's profile its answers, of lists a bank once in each."""
        return len(
            {
                (row.bank_id, row.item_title_zh, row.channel_id, row.placing)
                for row in self.answers
                if row.answer == answer
            }
        )
