"""The stores side of schema ``raw``: stores, their lists, and under which codes apps.csv knows their apps.

Enters: the stores of config. Leaves: column types and rows by table. The one place that says that a package
is written under ``android`` whichever store it is asked in, and what an app of which store runs on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from collector.store_words import DESCRIBING, Identity, Platform, ReplyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from collector.store_models import Store

_TEXT = pa.string()
_COUNT = pa.int64()
_FLAG = pa.bool_()

_CODE_STORES = {Identity.TRACK_ID: ("apple", Platform.IOS), Identity.PACKAGE: ("android", Platform.ANDROID)}
"""Store of config/apps.csv, and platform, of apps that are named so; numbers of an index are its own."""
_HARMONY = ("harmony", Platform.HARMONY)
_TELLS_HARMONY = frozenset({ReplyKind.HUAWEI_APPINFO})
"""Replies that tell apps of HarmonyOS from apps of Android."""


def list_store_tables(
    stores: Sequence[Store],
) -> dict[str, tuple[dict[str, pa.DataType], Iterable[tuple[object, ...]]]]:
    """Columns and rows of each table, in the order declared."""
    return {
        "stores": (
            dict.fromkeys(("store", "title_zh", "title_en", "identity"), _TEXT)
            | {"is_on": _FLAG, "has_descriptions": _FLAG},
            (
                (
                    *(store.store, store.title_zh, store.title_en, store.identity, store.is_on),
                    any(form.kind in DESCRIBING for form in store.replies),
                )
                for store in stores
            ),
        ),
        "store_charts": (
            {"store": _TEXT, "chart": _TEXT, "position": _COUNT, "every": _TEXT},
            (
                (store.store, chart, at, _every(store, chart))
                for store in stores
                for at, chart in enumerate(store.charts, 1)
            ),
        ),
        "store_codes": (
            {"store": _TEXT, "code_store": _TEXT, "platform": _TEXT},
            ((store.store, *named) for store in stores for named in _named(store)),
        ),
        "reply_kinds": (
            {"reply_kind": _TEXT, "has_description": _FLAG},
            ((kind, kind in DESCRIBING) for kind in ReplyKind),
        ),
    }


def _every(store: Store, chart: str) -> str | None:
    """How often a series asks for the list; None for one that is only imported."""
    return next((form.every for form in store.replies if form.chart == chart), None)


def _named(store: Store) -> Iterator[tuple[str, Platform | None]]:
    """Stores of config/apps.csv under whose codes this store may name an app, and their platform."""
    yield _CODE_STORES.get(store.identity, (store.store, None))
    if any(form.kind in _TELLS_HARMONY for form in store.replies):
        yield _HARMONY
