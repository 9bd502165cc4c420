"""The thresholds side of schema ``raw``: what config/evidence.yml says for each wave, and why answers are so.

Enters: validated config and the waves to load. Leaves: column types and rows by table. Refuses a wave whose
set of thresholds is not declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from collector.config.lookup import find_evidence
from collector.words import OUTCOME_REASONS, Answer, AnswerReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from collector.models import Config, Wave

_TEXT = pa.string()
_COUNT = pa.int64()
_SHARE = pa.decimal128(3, 2)


def list_evidence_tables(
    config: Config, waves: Sequence[Wave]
) -> dict[str, tuple[dict[str, pa.DataType], Iterable[tuple[object, ...]]]]:
    """Columns and rows of each table; a wave has the rows of its set. Raises UsageError."""
    by_wave = [(wave.wave, find_evidence(config, wave)) for wave in waves]
    return {
        "evidence": (
            {
                "wave": _TEXT,
                "hidden_weight": _TEXT,
                "denied_confidence": _SHARE,
                "denied_item_kinds": pa.list_(_TEXT),
                "undated_days": _COUNT,
                "outnumbered": _COUNT,
                "absent_visit_statuses": pa.list_(_TEXT),
            },
            (
                (
                    *(wave, rules.hidden, rules.denied_confidence, rules.denied_item_kinds),
                    *(rules.undated_days, rules.outnumbered, rules.absent_visit_statuses),
                )
                for wave, rules in by_wave
            ),
        ),
        "evidence_routes": (
            {"wave": _TEXT, "position": _COUNT, "confidence": _SHARE}
            | dict.fromkeys(("n_sentences", "n_pages", "n_full"), _COUNT),
            (
                (wave, at, route.confidence, route.n_sentences, route.n_pages, route.n_full)
                for wave, rules in by_wave
                for at, route in enumerate(rules.routes, 1)
            ),
        ),
        "evidence_page_kinds": (
            {"wave": _TEXT, "page_kind": _TEXT, "weight": _TEXT},
            ((wave, kind, weight) for wave, rules in by_wave for kind, weight in rules.page_kinds),
        ),
        "answer_reasons": (
            {"reason": _TEXT, "answer": _TEXT, "has_outcome": pa.bool_()},
            (
                (reason, answer, reason in OUTCOME_REASONS)
                for reason in AnswerReason
                for answer in _said_of(reason)
            ),
        ),
    }


def _said_of(reason: AnswerReason) -> tuple[Answer, ...]:
    """The answers that may have this reason."""
    if reason is AnswerReason.REVIEWED:
        return tuple(Answer)
    return (Answer.ABSENT if reason is AnswerReason.STATED_NOT_OFFERED else Answer.UNKNOWN,)
