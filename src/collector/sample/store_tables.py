"""What the app stores and indices of the sample world count: store_facts.csv and store_use.csv.

Enters: the two CSV files. Leaves: frozen records in file order, and the lists with the places that no bank
takes filled by invented apps. Refuses: other columns than the known ones (ConfigError).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from collector.sample.tables import read_rows, split_cell
from collector.store_words import ReplyKind

StarCounts = tuple[int, int, int, int, int]
_FACTS = (
    "store code owner_id app_name number chart rank downloads shown rating n_ratings stars version updated"
    " replies basis"
)
_USE = "store month code owner_id app_name rank devices_wan growth active_share coverage_share basis"
_MOST = 88_000_000
_INVENTED_DAY = date(2018, 10, 12)
LISTS = {
    ("apple", "top-free-overall"): 100,
    ("xiaomi", "finance"): 90,
    ("oppo", "home"): 60,
    ("wandoujia", "finance"): 48,
}
"""Store and chart → places of the list; the finance chart of Apple is chart.csv's."""


@dataclass(frozen=True, slots=True)
class StoreApp:
    """An app as one store has it.

    ``code``: Apple's track id, the package elsewhere; ``number``: Apple's bundle id, the store's own number
    elsewhere. ``downloads``: what is to be counted, None where the store gives none; ``shown``: how the store
    writes it where that is not its digits. ``star_counts``: from 1★; ``rating`` and ``n_ratings`` come from
    them where they are known; a rating of None with 0 ratings: nobody has rated. ``replies``: the only ones
    that have the app, all of the store's when empty.
    """

    store: str
    code: str
    app_name: str
    number: str
    owner_id: str | None = None
    chart: str | None = None
    rank: int | None = None
    downloads: int | None = None
    shown: str | None = None
    rating: float | None = None
    n_ratings: int | None = None
    star_counts: StarCounts | None = None
    version: str | None = None
    updated: date | None = None
    replies: tuple[ReplyKind, ...] = ()

    def is_in(self, kind: ReplyKind) -> bool:
        """True where the store's replies of this kind speak of the app."""
        return not self.replies or kind in self.replies


@dataclass(frozen=True, slots=True)
class StoreUse:
    """An app in an index of use for one month (its first day).

    ``rank``: among all apps. ``devices_wan`` in 万, ``growth`` against the month before in percent, as
    published; shares are parts of all devices.
    """

    store: str
    month: date
    code: str
    app_name: str
    rank: int
    devices_wan: int | None = None
    growth: str | None = None
    active_share: float | None = None
    coverage_share: float | None = None


@cache
def read_store_apps() -> tuple[StoreApp, ...]:
    """All rows of store_facts.csv."""
    return tuple(_store_app(row) for row in read_rows("store_facts.csv", _FACTS))


def _store_app(row: dict[str, str]) -> StoreApp:
    counts = [int(count) for count in split_cell(row["stars"])]
    rating = float(row["rating"]) if row["rating"] else None
    n_ratings = int(row["n_ratings"]) if row["n_ratings"] else None
    if counts:
        n_ratings = sum(counts)
        total = sum(stars * count for stars, count in enumerate(counts, start=1))
        rating = round(total / n_ratings, 2) if n_ratings else None
    return StoreApp(
        store=row["store"],
        code=row["code"],
        app_name=row["app_name"],
        number=row["number"],
        owner_id=row["owner_id"],
        chart=row["chart"] or None,
        rank=int(row["rank"]) if row["rank"] else None,
        downloads=int(row["downloads"]) if row["downloads"] else None,
        shown=row["shown"] or None,
        rating=rating or None,
        n_ratings=n_ratings,
        star_counts=(counts[0], counts[1], counts[2], counts[3], counts[4]) if counts else None,
        version=row["version"] or None,
        updated=date.fromisoformat(row["updated"]) if row["updated"] else None,
        replies=tuple(ReplyKind(kind) for kind in split_cell(row["replies"])),
    )


def store_app(kind: ReplyKind, store: str, code: str) -> StoreApp | None:
    """The app of that code, or of that number, in replies of this kind; None where the store has it not."""
    named = (app for app in read_store_apps() if app.store == store and code in {app.code, app.number})
    return next((app for app in named if app.is_in(kind)), None)


@cache
def listed(store: str, chart: str) -> tuple[StoreApp, ...]:
    """A list of LISTS in its order; places that no row has hold invented apps."""
    placed = {app.rank: app for app in read_store_apps() if (app.store, app.chart) == (store, chart)}
    return tuple(
        placed.get(rank) or _invented(store, chart, rank) for rank in range(1, LISTS[store, chart] + 1)
    )


def _invented(store: str, chart: str, rank: int) -> StoreApp:
    wan = _MOST // 10_000 // rank
    units = {"oppo": " 万次", "wandoujia": "万人安装"}
    return StoreApp(
        store=store,
        code=str(9_900_000_500 + rank) if store == "apple" else f"example.{store}.app{rank:03d}",
        app_name=f"示例应用{rank:03d}",
        number=str(990_500 + rank),
        chart=chart,
        rank=rank,
        downloads=wan * 10_000 if store in units else None,
        shown=f"{wan}{units[store]}" if store in units else None,
        rating=4.0 if store == "oppo" else None,
        n_ratings=1000 + rank if store == "oppo" else None,
        version="1.0.0",
        updated=_INVENTED_DAY,
    )


@cache
def read_store_use() -> tuple[StoreUse, ...]:
    """All rows of store_use.csv."""
    return tuple(
        StoreUse(
            store=row["store"],
            month=date.fromisoformat(f"{row['month']}-01"),
            code=row["code"],
            app_name=row["app_name"],
            rank=int(row["rank"]),
            devices_wan=int(row["devices_wan"]) if row["devices_wan"] else None,
            growth=row["growth"] or None,
            active_share=float(row["active_share"]) if row["active_share"] else None,
            coverage_share=float(row["coverage_share"]) if row["coverage_share"] else None,
        )
        for row in read_rows("store_use.csv", _USE)
    )
