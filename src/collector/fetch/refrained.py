"""Not asking: the error that stands for it, the words that a row of it begins with, and the off switch.

Enters: why a host is left alone. Leaves: an exception that becomes one row of the archive without a request.
Refuses to let such a row settle a page whose reason may be gone by the next run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.words import Outcome, Refrained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.models import HostOff

_SETTLED = (f"{Refrained.ROBOTS_RULE}:", f"{Refrained.CRAWL_DELAY}:")


class NotAskedError(Exception):
    """A request that was not made; ``outcome`` and ``detail`` are what its row says."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail


def not_asked(reason: Refrained, text: str) -> NotAskedError:
    """The error for a page that ``reason`` keeps us from: a wait is a matter of budget, the rest rules."""
    is_waiting = reason is Refrained.ASKED_TO_WAIT
    return NotAskedError(
        Outcome.OVER_BUDGET if is_waiting else Outcome.ROBOTS_DISALLOWED, f"{reason}: {text}"
    )


def is_settled_refusal(detail: str | None) -> bool:
    """True where the host's own rules close the page; a host that was off or broken is asked again.

    >>> is_settled_refusal("robots_rule: closed"), is_settled_refusal("robots_unreachable: status 503")
    (True, False)
    """
    return (detail or "").startswith(_SETTLED)


def find_switch(url: str, hosts_off: Iterable[HostOff]) -> HostOff | None:
    """The off switch that covers the host of ``url``: the host named, and everything below it."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    return next((off for off in hosts_off if host == off.host or host.endswith(f".{off.host}")), None)
