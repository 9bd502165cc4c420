"""What a crawl may spend on one bank, and what it has spent.

Enters: the budget of the wave and what each answer cost. Leaves: which limit is used up, in words. Asks no
clock: the seconds that an answer took are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.fetch.seen import Seen
    from collector.models import Budget

_SECONDS = 60


@dataclass(slots=True)
class Spending:
    """Pages asked for, pages given to the browser, bytes and seconds of answers, of one bank's budget."""

    budget: Budget
    n_pages: int = 0
    n_rendered: int = 0
    n_bytes: int = 0
    seconds: float = 0.0

    def add(self, seen: Seen) -> None:
        """An answer came or failed to come; robots.txt costs nothing."""
        self.n_bytes += seen.n_bytes
        self.seconds += seen.seconds

    def used_up(self) -> str | None:
        """The limit that is reached, None while there is room for another page."""
        limits = self.budget
        if self.n_pages >= limits.pages:
            return f"budget of {limits.pages} pages used up"
        if limits.bytes is not None and self.n_bytes >= limits.bytes:
            return f"budget of {limits.bytes} bytes used up"
        if limits.minutes is not None and self.seconds >= limits.minutes * _SECONDS:
            return f"budget of {limits.minutes:g} minutes used up"
        return None

    def has_browser_pages(self) -> bool:
        """True while another page may be given to the browser."""
        return self.n_rendered < self.budget.rendered_pages
