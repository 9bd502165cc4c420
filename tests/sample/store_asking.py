"""The sample's stores asked as a visit asks them, without a network: from the declared call to its state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from collector.config.lookup import find_store, find_wave
from collector.decode import decode
from collector.errors import ChecksFailedError
from collector.extract.stores.list_pages import ListPage, list_rows
from collector.extract.stores.readers import read_reply
from collector.extract.stores.records import Expected, StoreReply
from collector.extract.stores.refusals import WithheldError
from collector.fetch.outcomes import classify_response
from collector.fetch.store_calls import first_calls, instead_of, judge_store_reply, store_call_after
from collector.fetch.stores import apps_of
from collector.sample.page import Asked, Reply
from collector.sample.stores.hosts import store_hosts
from collector.store_words import ReplyKind, ReplyState, StoreForm
from collector.words import VISITED, WALLS, Outcome
from tests.sample.walking import config

if TYPE_CHECKING:
    from collector.fetch.store_calls import StoreCall
    from collector.store_models import Store

READABLE = VISITED | {Outcome.EMPTY}
APP = {"apple": "392899425", "android": "cmb.pb"}
"""The app that is asked for where any would do: 招商银行, which every store has."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one call: the fetch's outcome, what was read, and the state as it is landed."""

    call: StoreCall
    outcome: Outcome
    state: ReplyState
    reply: StoreReply | None
    body: bytes

    @property
    def words(self) -> str:
        """Outcome and state as docs/reference/sample-web.md writes them."""
        return f"{self.outcome.value} · {self.state.value}"


@cache
def store_of(kind: ReplyKind) -> Store:
    """The store that declares this kind of reply."""
    return next(store for store in config().stores if kind in [form.kind for form in store.replies])


@cache
def calls_of(kind: ReplyKind) -> tuple[StoreCall, ...]:
    """Every call of the sample wave for this kind, led to or second routes included, in order."""
    store = store_of(kind)
    wave = find_wave(config(), "sample")
    first = first_calls(store, apps_of(config(), wave, store), wave.as_of_date, is_series=False)
    calls = [call for call in first if call.form.kind is kind]
    for call in first:
        if call.form.leads_to is not None and call.form.leads_to.kind is kind:
            reply, _ = reply_to(call, StoreForm.NORMAL)
            following = store_call_after(call, Outcome.OK, reply.body, store)
            calls += [following] if following is not None else []
        second = instead_of(call, store)
        calls += [second] if second is not None and second.form.kind is kind else []
    return tuple(calls)


def one_call(kind: ReplyKind, *, with_bundles: bool = False) -> StoreCall:
    """The call for APP, or the first of a list or batch."""
    calls = [call for call in calls_of(kind) if ("bundleId" in call.url) is with_bundles]
    return next((call for call in calls if set(call.codes) & set(APP.values())), calls[0])


def reply_to(call: StoreCall, form: StoreForm) -> tuple[Reply, str]:
    """What the sample answers in the end, and from where."""
    url = call.url
    for _ in range(3):
        parts = urlsplit(url)
        hosts = store_hosts({store_of(call.form.kind).store: form})
        body = None if call.body is None else call.body.encode("utf-8")
        reply = hosts[parts.hostname or ""](Asked(parts.path, parts.query, body))
        location = dict(reply.headers).get("Location")
        if location is None:
            break
        url = urljoin(url, location)
    return reply, url


def ask_store(call: StoreCall, form: StoreForm = StoreForm.NORMAL) -> Told:
    """One call from request to state; a list's depth and canaries are not looked at."""
    reply, final_url = reply_to(call, form)
    headers = (("Content-Type", reply.content_type), *reply.headers)
    outcome, detail = classify_response(reply.status, headers, reply.body, call.url, final_url)
    outcome, _ = judge_store_reply(call, outcome, detail, reply.body, final_url)
    if outcome not in READABLE:
        state = ReplyState.WITHHELD if outcome in WALLS else ReplyState.UNFETCHED
        return Told(call, outcome, state, None, reply.body)
    expected = Expected(
        call.url,
        url=call.url,
        final_url=final_url,
        codes=call.codes,
        first_rank=1 + call.index * (call.form.page_size or 0),
    )
    text = decode(reply.body, reply.content_type).text
    try:
        read = read_reply(call.form.kind, text, expected)
    except WithheldError:
        return Told(call, outcome, ReplyState.WITHHELD, None, reply.body)
    except ChecksFailedError:
        return Told(call, outcome, ReplyState.CHANGED, None, reply.body)
    return Told(call, outcome, ReplyState.READ, read, reply.body)


def ask_list(call: StoreCall, form: StoreForm = StoreForm.NORMAL) -> tuple[list[Told], list[dict[str, Any]]]:
    """All pages of a list, and the rows that it lands."""
    store = find_store(config(), store_of(call.form.kind).store)
    told: list[Told] = []
    following: StoreCall | None = call
    while following is not None:
        told.append(ask_store(following, form))
        following = store_call_after(following, told[-1].outcome, told[-1].body, store)
    day = find_wave(config(), "sample").as_of_date
    pages = [
        ListPage("sample", store.store, call.form, day, one.call.index, str(at), one.reply, {})
        for at, one in enumerate(told)
        if one.reply is not None
    ]
    rows = list(list_rows(pages))
    if pages and "state" in pages[0].state:
        first = told[0]
        told[0] = Told(first.call, first.outcome, ReplyState(pages[0].state["state"]), None, first.body)
    return told, rows


def words_of(kind: ReplyKind, form: StoreForm, *, with_bundles: bool = False) -> str:
    """What comes of a kind of reply in a form."""
    call = one_call(kind, with_bundles=with_bundles)
    return (ask_store(call, form) if call.form.chart is None else ask_list(call, form)[0][0]).words
