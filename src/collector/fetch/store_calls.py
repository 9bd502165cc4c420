"""A store's declared replies as requests: lists page by page, apps one by one or in batches.

Enters: a form of reply, apps, a day, and the bytes of earlier replies. Leaves: calls, how an answer is to be
recorded, and what to ask after it. Refuses nothing and reads nothing of what a reply says but how many rows
it has, and the number of an app where one reply leads to another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jmespath
from jmespath.exceptions import JMESPathError

from collector.store_urls import led_away
from collector.store_words import BUNDLE, SLOT, Every, ReplyKind
from collector.words import Outcome

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from datetime import date

    from collector.models import App
    from collector.store_models import Store, StoreReplyForm

_LIKELY_OUT = timedelta(days=15)
_LENGTHS = {Every.DAY: len("YYYY-MM-DD"), Every.MONTH: len("YYYY-MM")}
_JUDGED = frozenset({Outcome.OK, Outcome.EMPTY})
_PAGES = frozenset(
    {
        ReplyKind.APPLE_CHART,
        ReplyKind.APPLE_PAGE,
        ReplyKind.TENCENT_SHARE,
        ReplyKind.TENCENT_DETAIL,
        ReplyKind.XIAOMI_DETAIL,
    }
)
"""Forms of reply that are web pages; the others are data, so a page in their place is a wall."""


@dataclass(frozen=True, slots=True)
class StoreCall:
    """One request for a declared reply.

    ``owner_id`` and ``codes``: the app asked for, or the batch; ``name`` the app's. ``index``: page of a list
    (from 0), after ``n_before`` rows. ``series_day``: the day of a series, None in other waves.
    """

    form: StoreReplyForm
    url: str
    body: str | None
    owner_id: str | None = None
    codes: tuple[str, ...] = ()
    name: str = ""
    index: int = 0
    n_before: int = 0
    series_day: date | None = None

    @property
    def period(self) -> str | None:
        """The day or month that a series keeps the answer for; None where it is kept for good."""
        if self.series_day is None or self.form.every is Every.WAVE:
            return None
        return self.series_day.isoformat()[: _LENGTHS[self.form.every]]

    @property
    def method(self) -> str:
        """POST where something is sent."""
        return "GET" if self.body is None else "POST"

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """What is sent is JSON."""
        return () if self.body is None else (("Content-Type", "application/json"),)


def first_calls(store: Store, apps: Sequence[App], day: date, *, is_series: bool) -> list[StoreCall]:
    """What is asked for without knowing any reply, in the order of the file; lists before apps."""
    led_to = {form.leads_to.kind for form in store.replies if form.leads_to is not None}
    forms = [form for form in store.replies if form.fallback_of is None and form.kind not in led_to]
    forms.sort(key=lambda form: form.chart is None)
    return [call for form in forms for call in _calls(form, apps, day, is_series=is_series)]


def instead_of(call: StoreCall, store: Store) -> StoreCall | None:
    """The second route to the app of a call that gave nothing, None where none is declared."""
    form = next((form for form in store.replies if form.fallback_of is call.form.kind), None)
    return _for_app(call, form, {}) if form is not None and call.codes else None


def judge_store_reply(
    call: StoreCall, outcome: Outcome, detail: str | None, body: bytes, final_url: str
) -> tuple[Outcome, str | None]:
    """Outcome and detail of an answer; walls and failed statuses stay what they are."""
    if outcome not in _JUDGED or not body.strip():
        return outcome, detail
    if (problem := led_away(call.url, final_url)) is not None:
        return Outcome.WRONG_SITE, problem
    if call.form.kind not in _PAGES and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Outcome.CHALLENGE, "a page came where data are declared"
    if _is_refusal(call, body):
        return Outcome.CHALLENGE, f"the store refuses ({call.form.refused_when})"
    if outcome is Outcome.EMPTY and call.form.kind in _PAGES:
        return Outcome.OK, "its data stand in a script"
    return _judge_depth(call, outcome, detail, body)


def _judge_depth(
    call: StoreCall, outcome: Outcome, detail: str | None, body: bytes
) -> tuple[Outcome, str | None]:
    n_rows = _n_rows(call, body)
    if n_rows is None:
        return outcome, detail
    if n_rows == 0 and call.index == 0:
        return Outcome.EMPTY, f"no row of a list (a row has {call.form.row_mark})"
    depth = call.n_before + n_rows
    if call.form.depth is not None and depth >= call.form.depth and n_rows:
        return Outcome.TRUNCATED, f"{depth} rows, asked for no more than {call.form.depth}"
    return Outcome.OK, f"{depth} rows"


def store_call_after(call: StoreCall, outcome: Outcome, body: bytes, store: Store) -> StoreCall | None:
    """The next page of a list, or the reply that this one leads to; None after the last."""
    if outcome is not Outcome.OK:
        return None
    form = call.form
    if form.leads_to is not None:
        number = _number(body, form.leads_to.number.replace("{code}", call.codes[0]))
        target = next(one for one in store.replies if one.kind is form.leads_to.kind)
        return None if number is None else _for_app(call, target, {"number": number})
    n_rows = _n_rows(call, body)
    if form.page_size is None or not n_rows:
        return None
    following = replace(call, index=call.index + 1, n_before=call.n_before + n_rows)
    return _filled(following, _page_values(form, following.index))


def _calls(form: StoreReplyForm, apps: Sequence[App], day: date, *, is_series: bool) -> Iterator[StoreCall]:
    month = _month_likely_out(day)
    bare = StoreCall(form, "", None, series_day=day if is_series else None)
    slots = set(SLOT.findall(form.url + (form.body or "")))
    values = {"month": month, "month_number": month.replace("-", "")}
    if form.batch is not None:
        is_bundle = "bundles" in slots
        codes = [app.store_app_code for app in apps if app.store_app_code.startswith(BUNDLE) is is_bundle]
        for start in range(0, len(codes), form.batch):
            some = tuple(code.removeprefix(BUNDLE) for code in codes[start : start + form.batch])
            yield _filled(replace(bare, codes=some), {"codes": ",".join(some), "bundles": ",".join(some)})
    elif form.chart is not None:
        yield _filled(bare, values | _page_values(form, 0))
    elif slots & {"code", "name"}:
        for app in apps:
            if not app.store_app_code.startswith(BUNDLE):
                of_app = replace(bare, owner_id=app.owner_id, codes=(app.store_app_code,), name=app.name_zh)
                yield _filled(of_app, {"code": app.store_app_code, "name": app.name_zh})
    else:
        yield _filled(bare, values)


def _for_app(call: StoreCall, form: StoreReplyForm, values: dict[str, str]) -> StoreCall:
    of_app = replace(call, form=form, index=0, n_before=0)
    return _filled(of_app, {"code": call.codes[0], "name": call.name} | values)


def _filled(call: StoreCall, values: dict[str, str]) -> StoreCall:
    def in_url(match: re.Match[str]) -> str:
        return quote(values[match[1]], safe=",:")

    def in_body(match: re.Match[str]) -> str:
        return json.dumps(values[match[1]], ensure_ascii=False)[1:-1]

    body = None if call.form.body is None else SLOT.sub(in_body, call.form.body)
    return replace(call, url=SLOT.sub(in_url, call.form.url), body=body)


def _page_values(form: StoreReplyForm, index: int) -> dict[str, str]:
    page = form.first_page + index
    return {"page": str(page), "start": str(page * (form.page_size or 0))}


def _month_likely_out(day: date) -> str:
    """The month before the one of fifteen days ago (YYYY-MM)."""
    first = (day - _LIKELY_OUT).replace(day=1)
    return (first - timedelta(days=1)).strftime("%Y-%m")


def _n_rows(call: StoreCall, body: bytes) -> int | None:
    """Rows of a list's page, None where the reply is no list."""
    mark = call.form.row_mark
    return None if mark is None else body.count(mark.encode())


def _is_refusal(call: StoreCall, body: bytes) -> bool:
    path = call.form.refused_when
    return path is not None and bool(_found(body, path))


def _found(body: bytes, path: str) -> Any:
    """What stands at a JMESPath of a JSON reply; None where it is no JSON or nested too deep."""
    try:
        return jmespath.search(path, json.loads(body))
    except (ValueError, RecursionError, JMESPathError):
        return None


def _number(body: bytes, path: str) -> str | None:
    found = _found(body, path)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None
