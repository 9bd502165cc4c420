"""What an answer rests on: the records that config/evidence.yml becomes and the warehouse decides by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from collector.words import EvidenceWeight, ItemKind, PageKind


@dataclass(frozen=True, slots=True)
class Route:
    """One way to ``present``: so many different sentences of at least this confidence (0 to 1).

    They stand on ``n_pages`` different pages, a sentence counting on one of its pages only, and ``n_full`` of
    them are of full weight.
    """

    confidence: Decimal
    n_sentences: int
    n_pages: int
    n_full: int


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """A named set of thresholds; a wave is decided by one of them.

    ``page_kinds`` has every kind once. ``hidden`` is the most that a hidden sentence is worth. ``denied_…``:
    which denials count. ``undated_days``: how old a page without a date is taken to be on the wave's day.
    ``outnumbered``: offers on so many times the pages of the denials stand. ``absent_visit_statuses``: sites
    that may be called read.
    """

    evidence_id: str
    page_kinds: tuple[tuple[PageKind, EvidenceWeight], ...]
    hidden: EvidenceWeight
    routes: tuple[Route, ...]
    denied_confidence: Decimal
    denied_item_kinds: tuple[ItemKind, ...]
    undated_days: int
    outnumbered: int
    absent_visit_statuses: tuple[str, ...]
