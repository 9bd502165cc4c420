"""Waves that read several stores: five days of a series with a gap, and the tiny wave with a second store.

``daily`` (1 to 5 March 2026, nothing on the 3rd) reads Apple, 应用宝, 小米, 华为 and an index. ``both`` is
the tiny wave with 应用宝, whose detail page has a description, ``rated`` the one with 小米, which has none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tiny_wave import make_config, make_detail, make_fetch, make_landing, make_reply, make_wave

from collector.models import App
from collector.store_models import Store, StoreReplyForm
from collector.store_words import Every, Identity, ReplyKind

if TYPE_CHECKING:
    from collector.models import Config, Wave

MARCH = {day: date(2026, 3, day) for day in range(1, 8)}
Rows = dict[str, list[dict[str, Any]]]

APPS = (
    ("android:aaa", "aaa", "android", "com.aaa"),
    ("android:bbb", "bbb", "android", "com.bbb"),
    ("android:uuu", "uuu", "android", "com.uuu"),
    ("harmony:aaa", "aaa", "harmony", "com.aaa"),
    ("apple:ccc", "ccc", "apple", "bundle:com.ccc"),
    ("index:bbb", "bbb", "index", "7"),
)


def _store(store: str, identity: Identity, *replies: StoreReplyForm) -> Store:
    return Store(store, store, store, True, "test", 0.0, "", identity=identity, replies=replies)


def _form(kind: ReplyKind, **changes: Any) -> StoreReplyForm:
    return StoreReplyForm(kind, f"https://{kind}.test/", **changes)


STORES = (
    _store("tencent", Identity.PACKAGE, _form(ReplyKind.TENCENT_APKINFO), _form(ReplyKind.TENCENT_DETAIL)),
    _store("xiaomi", Identity.PACKAGE, _form(ReplyKind.XIAOMI_LIST, chart="finance", row_mark="x")),
    _store("huawei", Identity.PACKAGE, _form(ReplyKind.HUAWEI_APPINFO)),
    _store(
        "index",
        Identity.INDEX_NUMBER,
        _form(ReplyKind.IRESEARCH_MONTH, chart="months", row_mark="x", every=Every.MONTH),
    ),
)


def make_store_waves() -> tuple[Wave, ...]:
    daily = replace(
        make_wave("daily", universe=("aaa", "bbb", "ccc", "ddd")),
        stores=("apple", "tencent", "xiaomi", "huawei", "index"),
        as_of_date=MARCH[1],
        is_series=True,
    )
    return (
        make_wave(),
        replace(make_wave("both"), stores=("apple", "tencent")),
        replace(make_wave("rated"), stores=("apple", "xiaomi")),
        daily,
    )


def make_store_config() -> Config:
    config = make_config(*make_store_waves())
    apps = tuple(App(*one, f"{one[1]} app", "mobile_bank", (), None) for one in APPS)
    return replace(config, apps=config.apps + apps, stores=config.stores + STORES)


def make_store_landings() -> dict[str, Rows]:
    """Landed rows by wave."""
    both, rated = _renamed("both"), _renamed("rated")
    # of bbb downloads alone, of the union the page with its description
    for wave, rows in (("both", both), ("rated", rated)):
        for owner, kind in (("bbb", "tencent_apkinfo"), ("uuu", "tencent_detail")):
            _tell(rows, wave, "tencent", kind, 1, f"{wave}-{owner}", [(f"com.{owner}", "android", {})])
    return {"tiny": make_landing(), "both": both, "rated": rated, "daily": make_daily()}


def make_daily() -> Rows:
    """What is asked on each day, and what comes."""
    rows: Rows = {
        name: [] for name in ("fetches", "store_replies", "app_ranks", "app_details", "app_devices")
    }
    # 小米: read; in two pages; nothing; a captcha, then a page of another form; read again, by another name
    _list(rows, 1, "x1", {1: "com.aaa", 2: "com.other"}, depth=2)
    _list(rows, 2, "x2a", {1: "com.other", 2: "com.aaa"}, depth=4)
    _list(rows, 2, "x2b", {3: "com.uuu", 4: "com.third"}, depth=4, page=1, hour=1, list_id="x2a")
    _ask(rows, "daily", "xiaomi", "xiaomi_list", 4, "x4a", chart="finance", page=0, state="withheld")
    _ask(
        rows,
        "daily",
        "xiaomi",
        "xiaomi_list",
        4,
        "x4b",
        chart="finance",
        page=0,
        state="changed",
        problem="p",
    )
    _list(rows, 5, "x5", {1: "com.aaa", 2: "com.uuu"}, depth=2, name="甲行新版")
    # 应用宝: exact downloads and their page; the counter at its end; a new name
    counted = {"n_downloads": 100, "is_downloads_rounded": False}
    _tell(rows, "daily", "tencent", "tencent_apkinfo", 1, "t1", [("com.aaa", "android", counted)])
    stars = {f"n_ratings_{n}": n for n in range(1, 6)}
    described = {"rating": 4.0, "updated_date": date(2026, 2, 1)}
    _tell(rows, "daily", "tencent", "tencent_detail", 1, "t1d", [("com.aaa", "android", described)])
    rounded = {"n_downloads": 110, "downloads_text": "约110", "is_downloads_rounded": True}
    _tell(rows, "daily", "tencent", "tencent_apkinfo", 2, "t2", [("com.aaa", "android", rounded)])
    _tell(rows, "daily", "tencent", "tencent_share", 2, "t2s", [("com.aaa", "android", counted | stars)])
    renamed = {"n_downloads": 140, "is_downloads_rounded": False, "app_name": "甲行新版"}
    _tell(rows, "daily", "tencent", "tencent_apkinfo", 5, "t5", [("com.aaa", "android", renamed)])
    # 华为: the same package on both platforms
    both = [
        ("com.aaa", "android", {"is_downloads_saturated": True}),
        ("com.aaa", "harmony", {"n_downloads": 5, "is_downloads_rounded": False}),
    ]
    _tell(rows, "daily", "huawei", "huawei_appinfo", 1, "h1", both)
    # Apple: a reply names the number of an app that is known by its bundle id, and a list has it
    _tell(rows, "daily", "apple", "apple_lookup", 1, "a1", [("555", "ios", {"other_code": "com.ccc"})])
    _list(rows, 1, "a1c", {1: "555"}, depth=1, store="apple", chart="top_free")
    # the index: empty on the 1st, the month comes on the 2nd
    _ask(rows, "daily", "index", "iresearch_month", 1, "i1", chart="months", page=0)
    _ask(rows, "daily", "index", "iresearch_month", 2, "i2", chart="months", page=0, n_entries=1)
    device = {"wave": "daily", "store": "index", "chart": "months", "month": date(2026, 1, 1)}
    rows["app_devices"].append(
        device | {"store_app_code": "7", "app_name": "乙行", "n_devices_wan": 12, "import_id": "i2"}
    )
    return rows


def _renamed(wave: str) -> Rows:
    """The tiny wave's rows under another name; ids are unique in a file."""
    ids = ("fetch_id", "capture_id", "list_id", "mention_id", "product_id")
    named = {"wave": wave}
    return {
        name: [row | {key: f"{wave}-{row[key]}" for key in ids if key in row} | named for row in rows]
        for name, rows in make_landing().items()
    }


def _ask(
    rows: Rows, wave: str, store: str, kind: str, day: int, capture_id: str, *, hour: int = 0, **changes: Any
) -> None:
    at = datetime(2026, 3, day, 4, tzinfo=UTC) + timedelta(hours=hour)
    url = f"https://{store}.test/{kind}#{capture_id}"
    rows["fetches"].append(
        make_fetch(capture_id, None, wave=wave, source=f"store_{store}", url=url, fetched_at=at)
    )
    told = {"wave": wave, "store": store, "as_of_date": MARCH[day], "url": url}
    rows["store_replies"].append(make_reply(capture_id, kind, **told | changes))


def _tell(
    rows: Rows,
    wave: str,
    store: str,
    kind: str,
    day: int,
    capture_id: str,
    apps: list[tuple[str, str, dict[str, Any]]],
) -> None:
    _ask(rows, wave, store, kind, day, capture_id, n_details=len(apps))
    told = {
        "wave": wave,
        "store": store,
        "reply_kind": kind,
        "as_of_date": MARCH[day],
        "capture_id": capture_id,
    }
    rows["app_details"] += [
        make_detail("app", code, **told | {"platform": platform, "app_name": "甲行"} | changes)
        for code, platform, changes in apps
    ]


def _list(
    rows: Rows,
    day: int,
    capture_id: str,
    places: dict[int, str],
    *,
    depth: int,
    page: int = 0,
    hour: int = 0,
    name: str = "名",
    store: str = "xiaomi",
    chart: str = "finance",
    list_id: str | None = None,
) -> None:
    kind = "xiaomi_list" if store == "xiaomi" else "apple_chart"
    _ask(
        rows, "daily", store, kind, day, capture_id, hour=hour, chart=chart, page=page, n_entries=len(places)
    )
    where = {"wave": "daily", "store": store, "chart": chart, "as_of_date": MARCH[day]}
    rows["app_ranks"] += [
        where
        | {"rank": rank, "observed_depth": depth, "store_app_code": code, "app_name": name}
        | {"capture_id": capture_id, "list_id": list_id or capture_id}
        for rank, code in places.items()
    ]
