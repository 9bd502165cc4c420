"""The ``web:`` of a wave: what stands in for the internet on loopback.

Enters: the entry as written. Leaves: a ServedWeb, None for the internet. Refused: a served web in a wave that
is not marked as sample, hosts where the web knows its own, a folder web without hosts, forms of the sample's
stores for another web.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from collector.config.fields import Domain, Entry, Moment, Text, bad
from collector.config.schema import near
from collector.models import ServedWeb
from collector.store_words import StoreForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collector.config.places import Place
    from collector.store_models import Store

_ALL = "*"


def _by_store(value: object) -> object:
    """A word alone is the form of all stores."""
    if isinstance(value, str):
        return {_ALL: _form(value)}
    return {key: _form(form) for key, form in value.items()} if isinstance(value, dict) else value


def _form(value: object) -> StoreForm:
    if value not in list(StoreForm):
        problem = f"{value!r} is no form of reply{near(str(value), list(StoreForm))}"
        raise bad(problem, f"use one of {', '.join(StoreForm)}")
    return StoreForm(str(value))


class WebEntry(Entry):
    """``web:`` as written."""

    kind: Literal["sample", "folder", "warc"]
    hosts: dict[Domain, Text] = Field(default_factory=dict)
    clock: Moment = None
    store_replies: Annotated[dict[str, StoreForm], BeforeValidator(_by_store)] = Field(default_factory=dict)


def served_web(
    web: WebEntry | None, stores: Sequence[Store], place: Place, *, is_sample: bool
) -> ServedWeb | None:
    """The web of a wave; ``place``: of the wave's file. Raises ConfigError."""
    if web is None:
        return None
    if not is_sample:
        raise place.error(
            "is_sample", problem="a served web gives no real wave", fix="write true, or web: null"
        )
    if web.kind == "folder" and not web.hosts:
        raise place.error(
            "web", "hosts", problem="a folder web needs hosts", fix="write `host: folder` pairs"
        )
    if web.kind != "folder" and web.hosts:
        raise place.error("web", "hosts", problem=f"the {web.kind} web knows its hosts", fix="remove hosts")
    forms = _store_forms(web, [store.store for store in stores], place.at("web", "store_replies"))
    return ServedWeb(kind=web.kind, hosts=tuple(web.hosts.items()), clock=web.clock, store_forms=forms)


def _store_forms(web: WebEntry, stores: Sequence[str], place: Place) -> tuple[tuple[str, StoreForm], ...]:
    """Each store with its form, where that is not the normal one."""
    if web.kind != "sample" and web.store_replies:
        raise place.error(problem=f"the {web.kind} web has no stores of its own", fix="remove store_replies")
    forms = dict(web.store_replies)
    if _ALL in forms:
        forms = dict.fromkeys(stores, forms[_ALL])
    for store in forms:
        if store not in stores:
            problem = f"no store {store!r} in config/stores{near(store, stores)}"
            raise place.error(store, problem=problem, fix=f"use one of {', '.join(stores) or 'none yet'}")
    return tuple((store, form) for store, form in forms.items() if form is not StoreForm.NORMAL)
