"""How a declared source's answer is to be recorded, and what to ask after it.

Enters: a call, the outcome its answer had as any response, and the bytes. Leaves: outcome, detail, next call.
A reply that no longer fits its declaration is ``empty`` and says in what; a list that goes on beyond the cap
is ``truncated`` and says how deep it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.declared.calls import Call, has_more, next_call
from collector.declared.forms import read_rows
from collector.declared.trees import MisfitError
from collector.words import Outcome

if TYPE_CHECKING:
    from collector.declared.forms import Rows

_JUDGED = frozenset({Outcome.OK, Outcome.EMPTY})


def judge_reply(
    call: Call, outcome: Outcome, detail: str | None, body: bytes, content_type: str | None
) -> tuple[Outcome, str | None]:
    """Outcome and detail of an answer; walls, redirects and failed statuses stay what they are."""
    if outcome not in _JUDGED or not body.strip():
        return outcome, detail
    source = call.source
    try:
        rows = read_rows(source, body, content_type, n_before=call.n_before)
    except MisfitError as error:
        return Outcome.EMPTY, f"source {source.source_id}, page {call.index + 1} does not fit: {error}"
    n_rows = call.n_before + len(rows.found)
    if has_more(call, rows) and next_call(call, rows) is None:
        return Outcome.TRUNCATED, f"source {source.source_id}: {_depth(n_rows, rows)}, read no further"
    return Outcome.OK, f"source {source.source_id}: {_depth(n_rows, rows)}"


def call_after(call: Call, outcome: Outcome, body: bytes, content_type: str | None) -> Call | None:
    """The next page after an answer; None after the last, and after one that was not the list."""
    if outcome is not Outcome.OK:
        return None
    try:
        rows = read_rows(call.source, body, content_type, n_before=call.n_before)
    except MisfitError:
        return None
    return next_call(call, rows)


def _depth(n_rows: int, rows: Rows) -> str:
    return f"{n_rows} of {rows.total_rows} rows" if rows.total_rows is not None else f"{n_rows} rows"
