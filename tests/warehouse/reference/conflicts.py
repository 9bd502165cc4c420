"""Offers against denials of one item: which side holds, by the first rule of decision 18 that applies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

OUTNUMBERED = 5
UNDATED = timedelta(days=365)
DENIED_KINDS = ("scenario",)


@dataclass(frozen=True)
class Said:
    """A mention that speaks for (``is_offer``) or against an item of a bank."""

    mention_id: str
    channel: str
    scope: str
    capture_id: str
    sentence: str
    is_offer: bool
    is_inherited: bool
    is_full: bool
    is_announcement: bool
    confidence: float
    page_date: date | None
    depth: int


def resolve(offers: list[Said], denials: list[Said], kind: str, wave_day: date) -> str:
    """offered, denied, undecided, or none when only one side speaks."""
    if not offers or not denials:
        return "none"
    denials = [one for one in denials if not _is_fulfilled(one, offers)]
    if not denials or kind not in DENIED_KINDS:
        return "offered"
    if len(count_pages(offers)) >= OUTNUMBERED * len(count_pages(denials)):
        return "offered"
    offer_day, denial_day = (
        max(one.page_date or wave_day - UNDATED for one in side) for side in (offers, denials)
    )
    if offer_day != denial_day:
        return "offered" if offer_day > denial_day else "denied"
    has_full = [any(one.is_full for one in side) for side in (offers, denials)]
    if has_full[0] != has_full[1]:
        return "offered" if has_full[0] else "denied"
    return "undecided"


def count_pages(said: list[Said]) -> set[str]:
    """Pages on which sentences stand, each sentence on one: the shallowest."""
    pages: dict[str, Said] = {}
    for one in said:
        best = pages.get(one.sentence)
        if best is None or (one.depth, one.capture_id) < (best.depth, best.capture_id):
            pages[one.sentence] = one
    return {one.capture_id for one in pages.values()}


def _is_fulfilled(denial: Said, offers: list[Said]) -> bool:
    """A dated "coming soon" of something offered since, or on a page that stands there today."""
    day = denial.page_date
    if not denial.is_announcement or day is None:
        return False
    return any(offer.page_date is None or offer.page_date >= day for offer in offers)
