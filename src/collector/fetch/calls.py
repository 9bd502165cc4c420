"""Requests that are more than a URL: pages of declared product sources, and replies of stores.

Enters: a call and its answer. Leaves: how the answer is recorded, and what is asked after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.declared.calls import Call
from collector.declared.verdict import call_after, judge_reply
from collector.fetch.store_calls import StoreCall, judge_store_reply, store_call_after
from collector.fetch.stores import StoreVisit

if TYPE_CHECKING:
    from collector.words import Outcome

AnyCall = Call | StoreCall


def judge_answer(
    call: AnyCall, outcome: Outcome, detail: str | None, body: bytes, content_type: str | None, final_url: str
) -> tuple[Outcome, str | None]:
    """Outcome and detail of the answer to a call."""
    if isinstance(call, StoreCall):
        return judge_store_reply(call, outcome, detail, body, final_url)
    return judge_reply(call, outcome, detail, body, content_type)


def following_call(
    visit: object, call: AnyCall, outcome: Outcome, body: bytes, content_type: str | None
) -> AnyCall | None:
    """What is asked after an answer; None where nothing is."""
    if isinstance(call, StoreCall):
        return store_call_after(call, outcome, body, visit.store) if isinstance(visit, StoreVisit) else None
    return call_after(call, outcome, body, content_type)
