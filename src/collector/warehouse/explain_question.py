"""What an explanation is asked for, and the check that the published warehouse holds it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.warehouse.explanation import Explanation

if TYPE_CHECKING:
    import duckdb

    from collector.warehouse.explanation import ExplainedAnswer


@dataclass(frozen=True, slots=True)
class Question:
    """A statistic, and which row of it is meant; ``bank`` narrows the answer to one bank."""

    statistic: str
    wave: str
    item: str | None
    segment: str
    channel: str
    bank: str | None

    @property
    def parameters(self) -> dict[str, str | None]:
        """Parameters that every query of explanations has."""
        return {"wave": self.wave, "segment": self.segment, "bank": self.bank}

    def explanation(
        self, answers: tuple[ExplainedAnswer, ...], published: tuple[Any, ...] = (None, None, None)
    ) -> Explanation:
        """The answers as an explanation; ``published`` is value, low and high of a share."""
        value, low, high = published
        return Explanation(
            statistic=self.statistic,
            wave=self.wave,
            item_id=self.item,
            segment=self.segment,
            channel_id=self.channel,
            value=value,
            low=low,
            high=high,
            answers=answers,
        )


SEGMENTS = "select segment from dim_segment order by position"
"""Query of the known segments, for :func:`check_known`."""


def check_known(
    connection: duckdb.DuckDBPyConnection, subject: str, asked: str | None, query: str, *parameters: str
) -> None:
    """Raise UsageError naming what there is, near misses first, unless ``query`` returns ``asked``."""
    known = [str(row[0]) for row in connection.execute(query, list(parameters)).fetchall()]
    if asked not in known:
        near = get_close_matches(asked or "", known, n=3) or known
        problem = f"no {subject} is given" if asked is None else f"no {subject} {asked!r} in the warehouse"
        raise UsageError(f"--{subject}", problem, fix=f"one of {', '.join(near)}")
