"""config/stores/<store>.yml: what an app store or index answers, and why it is on or off.

Refused: a store that is on though robots.txt forbids it, a verdict without its date, slots that nobody fills,
a list that is expected to be longer than what is asked for, a reply that nothing leads to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, Field

from collector.config.fields import Count, Entry, Id, Period, Seconds, Text, Url, bad
from collector.config.schema import checked
from collector.config.yaml_source import list_yaml, read_yaml
from collector.store_models import LeadsTo, Store, StoreReplyForm
from collector.store_words import SLOTS, Every, Identity, ReplyKind, RobotsVerdict

if TYPE_CHECKING:
    from pathlib import Path

    from collector.config.places import Place

_SLOT = re.compile(r"\{(\w*)\}")
_PAGED = frozenset({"page", "start"})
_BATCHED = frozenset({"codes", "bundles"})
_OF_APPS = frozenset({"code", "codes", "bundles", "name", "number"})
_Size = Annotated[int, Field(ge=1)]


def _is_path(value: str) -> str:
    try:
        jmespath.compile(value)
    except JMESPathError as error:
        raise bad(f"{value!r} is no JMESPath: {error}".splitlines()[0], "mend it") from None
    return value


_Path = Annotated[str, AfterValidator(_is_path)]


class _LeadsTo(Entry):
    kind: Annotated[ReplyKind, Field(strict=False)]
    number: _Path


class _ReplyForm(Entry):
    kind: Annotated[ReplyKind, Field(strict=False)]
    url: Url
    body: Text | None = None
    chart: Id | None = None
    row_mark: Text | None = None
    first_page: Count = 0
    page_size: _Size | None = None
    depth: _Size | None = None
    min_depth: Count = 0
    canaries: tuple[Text, ...] = ()
    batch: _Size | None = None
    every: Annotated[Every, Field(strict=False)] = Every.DAY
    fallback_of: Annotated[ReplyKind, Field(strict=False)] | None = None
    refused_when: _Path | None = None
    leads_to: _LeadsTo | None = None


class _StoreFile(Entry):
    store: Id
    title_zh: Text
    title_en: Text
    is_on: bool
    reason: Text
    identity: Annotated[Identity, Field(strict=False)] = Identity.TRACK_ID
    imported_charts: tuple[Id, ...] = ()
    replies: tuple[_ReplyForm, ...] = ()
    delay_seconds: Seconds
    robots_note: Text
    robots_verdict: Annotated[RobotsVerdict, Field(strict=False)] = RobotsVerdict.NOT_READ
    robots_read_on: Period | None = None
    terms_note: Text | None = None


def load_stores(home: Path) -> tuple[Store, ...]:
    """All declared stores by id. Raises ConfigError."""
    stores = []
    for path in list_yaml(home / "config" / "stores", home):
        value, place = read_yaml(path, home)
        entry = checked(_StoreFile, value, place)
        if entry.store != path.stem:
            problem = f"{entry.store!r} is not the file's name"
            raise place.error("store", problem=problem, fix=f"write {path.stem} or rename the file")
        if not entry.replies and not entry.imported_charts:
            raise place.error(
                problem="the store has nothing to read", fix="declare replies or imported_charts"
            )
        replies = tuple(_reply(one, place.at("replies", index)) for index, one in enumerate(entry.replies))
        for index, form in enumerate(replies):
            _check_references(form, replies[:index], replies, place.at("replies", index))
        _check_robots(entry, place)
        stores.append(Store(**(dict(entry) | {"replies": replies})))
    return tuple(stores)


def _check_robots(store: _StoreFile, place: Place) -> None:
    if store.is_on and store.robots_verdict is RobotsVerdict.DISALLOWED:
        raise place.error("is_on", problem="robots.txt disallows it and it is on", fix="write false")
    if store.robots_verdict is not RobotsVerdict.NOT_READ and store.robots_read_on is None:
        problem = f"{store.robots_verdict.value!r} without a date"
        raise place.error(
            "robots_verdict", problem=problem, fix="write robots_read_on, the day or month of the reading"
        )


def _reply(entry: _ReplyForm, place: Place) -> StoreReplyForm:
    slots: set[str] = set()
    for key, text in (("url", entry.url), ("body", entry.body or "")):
        found = _SLOT.findall(text)
        slots.update(found)
        unknown = [slot for slot in found if slot not in SLOTS]
        if unknown:
            problem = f"nobody fills the slot {{{unknown[0]}}}"
            raise place.error(key, problem=problem, fix=f"use one of {', '.join(sorted(SLOTS))}")
    for key, is_there, wanted, what in (
        ("page_size", entry.page_size is not None, not slots.isdisjoint(_PAGED), "a slot {page} or {start}"),
        ("batch", entry.batch is not None, not slots.isdisjoint(_BATCHED), "a slot {codes} or {bundles}"),
    ):
        if is_there != wanted:
            raise place.error(
                key, problem=f"{what} and {key} belong together", fix="write both or leave both out"
            )
    if entry.chart is not None and not slots.isdisjoint(_OF_APPS):
        raise place.error("chart", problem="a list is asked for by app", fix="leave chart or the slot out")
    if entry.depth is not None and entry.min_depth > entry.depth:
        problem = f"{entry.min_depth} rows expected of a list of at most {entry.depth}"
        raise place.error("min_depth", problem=problem, fix="write at most the depth")
    if entry.page_size is not None and entry.row_mark is None:
        raise place.error(
            "row_mark", problem="pages are not turned blindly", fix="write what stands in a row"
        )
    if entry.page_size is not None and entry.depth is None:
        raise place.error("depth", problem="a paged list has no end", fix="write how many rows to ask for")
    leads_to = None if entry.leads_to is None else LeadsTo(**dict(entry.leads_to))
    return StoreReplyForm(**(dict(entry) | {"leads_to": leads_to}))


def _check_references(
    form: StoreReplyForm, before: tuple[StoreReplyForm, ...], forms: tuple[StoreReplyForm, ...], place: Place
) -> None:
    """``fallback_of`` names a reply above; what {number} stands in is led to by another."""
    if form.fallback_of is not None and form.fallback_of not in [one.kind for one in before]:
        problem = f"{form.fallback_of.value!r} does not stand above it"
        raise place.error("fallback_of", problem=problem, fix="name a reply that is asked before")
    led_to = [one.leads_to.kind for one in forms if one.leads_to is not None]
    if form.leads_to is not None and form.leads_to.kind not in [one.kind for one in forms]:
        problem = f"{form.leads_to.kind.value!r} is no reply of this store"
        raise place.error("leads_to", problem=problem, fix="name a reply of this file")
    if ("{number}" in form.url) != (form.kind in led_to):
        raise place.error(
            "url", problem="a slot {number} and leads_to of another reply belong together", fix="write both"
        )
