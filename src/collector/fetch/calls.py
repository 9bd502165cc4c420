"""Requests that are more than a URL: pages of declared product sources, and replies of stores.

Enters: a call and its answer. Leaves: how the answer is recorded, and what is asked after it.
"""

from __future__ import annotations

from collector.declared.calls import Call
from collector.declared.verdict import call_after, judge_reply
from collector.fetch.store_calls import StoreCall, judge_store_reply, store_call_after
from collector.fetch.stores import StoreVisit
from collector.store_words import Every
from collector.words import VISITED, Outcome

AnyCall = Call | StoreCall


def judge_answer(
    call: AnyCall, outcome: Outcome, detail: str | None, body: bytes, content_type: str | None, final_url: str
) -> tuple[Outcome, str | None]:
    """Outcome and detail of the answer to a call."""
    if isinstance(call, StoreCall):
        return judge_store_reply(call, outcome, detail, body, final_url)
    return judge_reply(call, outcome, detail, body, content_type)


def is_to_come(call: AnyCall | None, outcome: Outcome) -> bool:
    """True for a reply that a series keeps for longer than a day and has not had yet: it is asked again."""
    is_long_kept = (
        isinstance(call, StoreCall) and call.series_day is not None and call.form.every is not Every.DAY
    )
    return is_long_kept and outcome not in VISITED | {Outcome.GONE}


def following_call(
    visit: object, call: AnyCall, outcome: Outcome, body: bytes, content_type: str | None
) -> AnyCall | None:
    """What is asked after an answer; None where nothing is."""
    if isinstance(call, StoreCall):
        return store_call_after(call, outcome, body, visit.store) if isinstance(visit, StoreVisit) else None
    return call_after(call, outcome, body, content_type)
