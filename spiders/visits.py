"""What a spider walks: a sequence of asks on behalf of one owner, and what it is told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from collector.fetch.visit import NOTHING_SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.fetch.calls import AnyCall
    from collector.fetch.links import Link
    from collector.fetch.notes import Note
    from collector.fetch.seen import Seen
    from collector.fetch.visit import Ask
    from collector.words import Outcome


class Visit(Protocol):
    """A sequence of asks on behalf of one owner; see collector.fetch.visit and collector.fetch.stores."""

    source: str
    owner_id: Any
    plan: str
    domains: frozenset[str]
    is_reached: bool

    def next_ask(self) -> Ask | None:
        """What to ask now."""

    def is_probe(self, ask: Ask) -> bool:
        """True where a failure is not worth a retry."""

    def took(
        self,
        ask: Ask,
        outcome: Outcome,
        final_url: str,
        links: Iterable[Link] = (),
        seen: Seen = NOTHING_SEEN,
        next_call: AnyCall | None = None,
    ) -> None:
        """How it ended, and what was seen."""

    def left_over(self) -> tuple[list[Ask], str]:
        """What the budget had no room for, and why."""

    def notes(self) -> list[Note]:
        """What was not asked for, and why."""
