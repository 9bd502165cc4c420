"""The only place where fetching asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.models import Wave


def clock_of(wave: Wave) -> Callable[[], datetime]:
    """The clock that dates the wave's fetches: frozen where its web is served, else the machine's, in UTC."""
    frozen = wave.web.clock if wave.web else None
    if frozen is not None:
        return lambda: frozen
    return lambda: datetime.now(UTC)
