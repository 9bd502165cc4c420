"""What a crawl did not ask for, as rows of the archive that stand beside its pages and never among them.

Enters: pages passed over, lists that turn pages by script, undeclared domains. Leaves: notes, each a row
without bytes under a source of its own, so that no visit looks less complete for it. Refuses to note a page
each: one reason is one note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.fetch.places import Passed
    from collector.fetch.strangers import Stranger

PASSED_SOURCE = "passed_over"
UNDECLARED_SOURCE = "undeclared"
SCRIPT_PAGER = "turns pages by script"
MAX_PAGERS = 50


@dataclass(frozen=True, slots=True)
class Note:
    """One row; the fields mean what they mean in ``Fetch``."""

    source: str
    owner_id: str
    url: str
    depth: int
    parent_url: str | None
    anchor_text: str | None
    outcome: Outcome
    detail: str


def notes_of(
    owner_id: str,
    passed: Iterable[Passed],
    script_lists: Iterable[tuple[str, int]],
    strangers: Iterable[Stranger],
) -> list[Note]:
    """Notes of one visit; ``script_lists`` are the URL and depth of lists that turn pages by script."""
    notes = [
        Note(
            PASSED_SOURCE,
            owner_id,
            one.first.url,
            one.first.depth,
            one.first.parent_url,
            one.first.anchor_text,
            Outcome.OVER_BUDGET,
            f"{one.n_pages} passed over: {one.reason}",
        )
        for one in passed
    ]
    notes += [
        Note(PASSED_SOURCE, owner_id, url, depth, None, None, Outcome.OVER_BUDGET, SCRIPT_PAGER)
        for url, depth in list(script_lists)[:MAX_PAGERS]
    ]
    return notes + [
        Note(
            UNDECLARED_SOURCE,
            owner_id,
            one.link.url,
            1,
            one.parent_url,
            one.link.text,
            Outcome.WRONG_SITE,
            f"{one.domain} is no domain of the bank; {one.n_pages} of its pages link there so",
        )
        for one in strangers
    ]
