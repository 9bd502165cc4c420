"""config/stores/<store>.yml: an app store's lists, pages and replies, and why it is on or off.

Refused: a store that is on though robots.txt forbids it, a verdict without its date, slots that nobody fills,
a list that is expected to be longer than the store shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from collector.config.fields import Count, Entry, Id, Period, Seconds, Text, Url, UrlPath
from collector.config.schema import checked
from collector.config.yaml_source import list_yaml, read_yaml
from collector.models import Store, StoreReplyForm
from collector.store_words import SLOTS, Identity, ReplyKind, RobotsVerdict

if TYPE_CHECKING:
    from pathlib import Path

    from collector.config.places import Place

_SLOT = re.compile(r"\{(\w*)\}")
_PAGED = frozenset({"page", "start"})
_Size = Annotated[int, Field(ge=1)]


class _ReplyForm(Entry):
    kind: Annotated[ReplyKind, Field(strict=False)]
    url: Url
    body: Text | None = None
    first_page: Count = 0
    page_size: _Size | None = None
    depth: _Size | None = None
    min_depth: Count = 0
    canaries: tuple[Text, ...] = ()


class _StoreFile(Entry):
    store: Id
    title_zh: Text
    title_en: Text
    is_on: bool
    reason: Text
    base_url: Url
    identity: Annotated[Identity, Field(strict=False)] = Identity.TRACK_ID
    charts: tuple[Id, ...] = ()
    chart_path: UrlPath | None = None
    app_path: UrlPath | None = None
    min_depth: Count = 0
    canary_app_codes: tuple[Text, ...] = ()
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
        replies = tuple(
            _reply(reply, place.at("replies", index)) for index, reply in enumerate(entry.replies)
        )
        store = Store(**(dict(entry) | {"replies": replies}))
        if store.store != path.stem:
            problem = f"{store.store!r} is not the file's name"
            raise place.error("store", problem=problem, fix=f"write {path.stem} or rename the file")
        if store.base_url.endswith("/"):
            raise place.error(
                "base_url", problem="it ends with /", fix="leave the last / out; the paths begin with it"
            )
        _check_pages(store, place)
        _check_robots(store, place)
        stores.append(store)
    return tuple(stores)


def _check_pages(store: Store, place: Place) -> None:
    if bool(store.charts) != (store.chart_path is not None):
        key = "chart_path" if store.charts else "charts"
        raise place.error(
            key, problem="charts and chart_path belong together", fix="write both or leave both out"
        )
    if not store.charts and store.app_path is None and not store.replies:
        raise place.error(
            problem="the store has nothing to ask for", fix="declare charts, app_path or replies"
        )
    if store.chart_path is not None:
        _check_slot(store.chart_path, "chart_path", "{chart}", place)
    if store.app_path is not None:
        _check_slot(store.app_path, "app_path", "{code}", place)


def _check_robots(store: Store, place: Place) -> None:
    if store.is_on and store.robots_verdict is RobotsVerdict.DISALLOWED:
        raise place.error("is_on", problem="robots.txt disallows it and it is on", fix="write false")
    if store.robots_verdict is not RobotsVerdict.NOT_READ and store.robots_read_on is None:
        problem = f"{store.robots_verdict.value!r} without a date"
        raise place.error(
            "robots_verdict", problem=problem, fix="write robots_read_on, the day or month of the reading"
        )


def _reply(entry: _ReplyForm, place: Place) -> StoreReplyForm:
    for key, text in (("url", entry.url), ("body", entry.body or "")):
        unknown = [slot for slot in _SLOT.findall(text) if slot not in SLOTS]
        if unknown:
            problem = f"nobody fills the slot {{{unknown[0]}}}"
            raise place.error(key, problem=problem, fix=f"use one of {', '.join(sorted(SLOTS))}")
    is_paged = not _PAGED.isdisjoint(_SLOT.findall(entry.url + (entry.body or "")))
    if is_paged != (entry.page_size is not None):
        raise place.error(
            "page_size",
            problem="a slot {page} or {start} and page_size belong together",
            fix="write both or neither",
        )
    if entry.depth is not None and entry.min_depth > entry.depth:
        problem = f"{entry.min_depth} rows expected of a list of at most {entry.depth}"
        raise place.error("min_depth", problem=problem, fix="write at most the depth")
    return StoreReplyForm(**dict(entry))


def _check_slot(path: str, key: str, slot: str, place: Place) -> None:
    if path.count(slot) != 1 or path.count("{") != 1:
        raise place.error(
            key, problem=f"{path!r} must hold {slot} once and no other slot", fix=f"write {slot} into it"
        )
