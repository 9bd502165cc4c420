"""What a correct reading of the sample's stores must come to: from their facts, never from a reply.

Enters: chart.csv, store_facts.csv, store_use.csv. Leaves: one row per app and reply that speaks of it, the
codes of every list in order, and the devices of every month; invented apps included: lists are read whole.
Counts that a store rounds are the number that its text stands for, and say that they are rounded. It supposes
stores in their normal form and a caller who asks for the codes given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from collector.sample.apple import chart_rows
from collector.sample.store_tables import LISTS, listed, read_store_apps, read_store_use
from collector.sample.stores.indices import use_of
from collector.sample.tables import read_chart
from collector.store_words import Platform, ReplyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from collector.sample.store_tables import StarCounts, StoreApp

STORES = {
    ReplyKind.APPLE_PAGE: "apple",
    ReplyKind.APPLE_LOOKUP: "apple",
    ReplyKind.TENCENT_APKINFO: "tencent",
    ReplyKind.TENCENT_SHARE: "tencent",
    ReplyKind.TENCENT_DETAIL: "tencent",
    ReplyKind.XIAOMI_DETAIL: "xiaomi",
    ReplyKind.VIVO_DETAIL: "vivo",
    ReplyKind.OPPO_LIST: "oppo",
    ReplyKind.WANDOUJIA_LIST: "wandoujia",
    ReplyKind.HUAWEI_APPINFO: "huawei",
}
"""Replies that say more of an app than its place → their store."""

_LISTED = {ReplyKind.OPPO_LIST: "home", ReplyKind.WANDOUJIA_LIST: "finance"}
_HARMONY_CHARS = 15
_WITHOUT_DOWNLOADS = frozenset({ReplyKind.TENCENT_DETAIL})
_WITHOUT_VERSION = frozenset({ReplyKind.TENCENT_APKINFO, *_LISTED})
_WITHOUT_DAY = frozenset({ReplyKind.TENCENT_SHARE, *_LISTED})
_WITHOUT_RATINGS = frozenset({ReplyKind.TENCENT_DETAIL})
_WITH_STARS = frozenset({ReplyKind.APPLE_PAGE, ReplyKind.TENCENT_APKINFO, ReplyKind.TENCENT_SHARE})


@dataclass(frozen=True, slots=True)
class ExpectedDetail:
    """What one reply says of one app, in the words of AppDetail; None where the reply is silent on it."""

    store: str
    reply_kind: ReplyKind
    store_app_code: str
    app_name: str
    platform: Platform
    other_code: str | None
    version: str | None
    updated_date: date | None
    rating: float | None
    n_ratings: int | None
    star_counts: StarCounts | None
    n_downloads: int | None
    is_downloads_rounded: bool | None
    is_downloads_saturated: bool
    chart_rank: int | None


@dataclass(frozen=True, slots=True)
class ExpectedDevices:
    """One place in an index: devices in 万, growth in percent as published, None where it has none."""

    month: date
    rank: int
    store_app_code: str
    app_name: str
    overall_rank: int
    n_devices_wan: int
    growth_percent: Decimal | None


def expected_details(kind: ReplyKind) -> Mapping[str, ExpectedDetail]:
    """Every app that replies of this kind speak of, by code; {} for kinds that give places only."""
    if kind not in STORES:
        return {}
    return {app.code: _detail(kind, app) for app in _apps_in(kind)}


def expected_lists() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(store, chart) → codes from rank 1, of every list that a store which is on gives.

    iResearch's is that of the last month that is out.
    """
    lists = {(store, chart): tuple(app.code for app in listed(store, chart)) for store, chart in LISTS}
    last_month = expected_devices(months_out()[-1])
    return lists | {
        ("apple", "top-free"): tuple(row.code for row in chart_rows()),
        ("iresearch", "finance"): tuple(use.store_app_code for use in last_month),
    }


def expected_devices(month: date) -> tuple[ExpectedDevices, ...]:
    """iResearch's finance class of a month (its first day) in order; () where it is not out."""
    return tuple(
        ExpectedDevices(
            month=use.month,
            rank=rank,
            store_app_code=use.code,
            app_name=use.app_name,
            overall_rank=use.rank,
            n_devices_wan=use.devices_wan or 0,
            growth_percent=None if use.growth is None else Decimal(use.growth),
        )
        for rank, use in enumerate(use_of("iresearch", f"{month:%Y-%m}"), start=1)
    )


def months_out() -> tuple[date, ...]:
    """Months that iResearch has published in the sample world, the oldest first."""
    return tuple(sorted({use.month for use in read_store_use() if use.store == "iresearch"}))


def _apps_in(kind: ReplyKind) -> Iterable[StoreApp]:
    if kind in _LISTED:
        return listed(STORES[kind], _LISTED[kind])
    return [app for app in read_store_apps() if app.store == STORES[kind] and app.is_in(kind)]


def _detail(kind: ReplyKind, app: StoreApp) -> ExpectedDetail:
    has_downloads = app.downloads is not None and kind not in _WITHOUT_DOWNLOADS
    is_saturated = app.shown is not None and (app.downloads is None or app.downloads > 2**31 - 1)
    return ExpectedDetail(
        store=app.store,
        reply_kind=kind,
        store_app_code=app.code,
        app_name=app.app_name,
        platform=_platform(app),
        other_code=app.number,
        version=None if kind in _WITHOUT_VERSION else app.version,
        updated_date=None if kind in _WITHOUT_DAY else app.updated,
        rating=app.rating,
        n_ratings=None if kind in _WITHOUT_RATINGS else app.n_ratings,
        star_counts=app.star_counts if kind in _WITH_STARS else None,
        n_downloads=app.downloads if has_downloads else None,
        is_downloads_rounded=_is_rounded(app) if has_downloads else None,
        is_downloads_saturated=is_saturated,
        chart_rank=_badge(app) if kind is ReplyKind.APPLE_PAGE else None,
    )


def _platform(app: StoreApp) -> Platform:
    if app.store == "apple":
        return Platform.IOS
    is_harmony = app.store == "huawei" and len(app.number) >= _HARMONY_CHARS
    return Platform.HARMONY if is_harmony else Platform.ANDROID


def _is_rounded(app: StoreApp) -> bool:
    """True where the store writes 万 or 亿 in place of digits."""
    return app.shown is not None and any(unit in app.shown for unit in "万亿")


def _badge(app: StoreApp) -> int | None:
    return next((one.rank for one in read_chart() if one.store_app_code == app.code), None)
