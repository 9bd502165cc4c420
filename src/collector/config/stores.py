"""config/stores/<store>.yml: where an app store's lists and pages are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from collector.config.fields import Count, Entry, Id, Seconds, Text, Url, UrlPath
from collector.config.schema import checked
from collector.config.yaml_source import list_yaml, read_yaml
from collector.models import Store

if TYPE_CHECKING:
    from pathlib import Path

    from collector.config.places import Place


class _StoreFile(Entry):
    store: Id
    title_zh: Text
    title_en: Text
    is_on: bool
    reason: Text
    base_url: Url
    charts: Annotated[tuple[Id, ...], Field(min_length=1)]
    chart_path: UrlPath
    app_path: UrlPath
    min_depth: Count
    canary_app_codes: tuple[Text, ...]
    delay_seconds: Seconds
    robots_note: Text


def load_stores(home: Path) -> tuple[Store, ...]:
    """All declared stores by id. Raises ConfigError."""
    stores = []
    for path in list_yaml(home / "config" / "stores", home):
        value, place = read_yaml(path, home)
        store = Store(**dict(checked(_StoreFile, value, place)))
        if store.store != path.stem:
            problem = f"{store.store!r} is not the file's name"
            raise place.error("store", problem=problem, fix=f"write {path.stem} or rename the file")
        if store.base_url.endswith("/"):
            raise place.error(
                "base_url", problem="it ends with /", fix="leave the last / out; the paths begin with it"
            )
        _check_slot(store.chart_path, "chart_path", "{chart}", place)
        _check_slot(store.app_path, "app_path", "{code}", place)
        stores.append(store)
    return tuple(stores)


def _check_slot(path: str, key: str, slot: str, place: Place) -> None:
    if path.count(slot) != 1 or path.count("{") != 1:
        raise place.error(
            key, problem=f"{path!r} must hold {slot} once and no other slot", fix=f"write {slot} into it"
        )
