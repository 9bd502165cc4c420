"""Pages of an app store → chart rows, app details, and an app's description as a page of its own.

Enters: text of a chart page or an app page. Leaves: rows as they stand on the page. Refuses a chart
that is shorter than the store promises, has gaps in its ranks or lacks an app known to be always there:
the layout has then changed and the numbers would be wrong (ChecksFailedError, exit 3). Reviews are
dropped while parsing: they are personal data.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from collector.errors import ChecksFailedError
from collector.extract.pages.blocks import Block, Page
from collector.extract.pages.regions import CONTENT
from collector.extract.pages.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.models import Store

_APP_CODE = re.compile(r"/app/(?:[^/?#]*/)?id([\w.:-]+)")
_VERSION = re.compile(r"\d[\w.]*")
_SELLER_TITLES = frozenset({"供应商", "销售商", "开发者", "Seller", "Provider", "Anbieter"})
_PERSONAL = frozenset({"allProductReviews", "reviews", "userTokenHash"})
_DATA = "script#serialized-server-data"


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """One place of a chart."""

    rank: int
    store_app_code: str
    app_name: str


@dataclass(frozen=True, slots=True)
class AppPage:
    """What an app's own page says; ``chart_rank`` is None where the page shows no badge."""

    store_app_code: str
    app_name: str
    seller: str | None
    version: str | None
    rating: float | None
    n_ratings: int | None
    chart_rank: int | None
    chart_name: str | None
    description: str


def find_chart(store: Store, url: str) -> str | None:
    """The chart whose address ``url`` is, None for another page."""
    asked = _without_scheme(url)
    return next(
        (
            c
            for c in store.charts
            if asked == _without_scheme(store.base_url + store.chart_path.format(chart=c))
        ),
        None,
    )


def is_app_page(url: str) -> bool:
    """True for the address of an app's own page."""
    return _APP_CODE.search(urlsplit(url).path) is not None


def read_chart(text: str, store: Store, subject: str) -> tuple[ChartEntry, ...]:
    """Entries of a chart page by rank, in either layout; ``subject`` names the page in errors."""
    tree = LexborHTMLParser(text)
    entries = tuple(sorted(_listed(tree), key=lambda entry: entry.rank)) or _shoebox(tree)
    problem = _chart_problem(entries, store)
    if problem is not None:
        raise ChecksFailedError(
            f"{store.store} chart {subject}",
            problem,
            fix="look at the kept page; where its layout changed, read the new one in extract/app_stores.py",
        )
    return entries


def read_app_page(text: str, subject: str) -> AppPage:
    """Name, rating, version, seller and badge of an app page; ChecksFailedError where it holds no app."""
    node = LexborHTMLParser(text).css_first(_DATA)
    data = _parse(node.text()) if node is not None else None
    lockup = next(
        (found for found in _values(data, "lockup") if isinstance(found, dict) and found.get("adamId")), None
    )
    if lockup is None:
        raise ChecksFailedError(
            f"app page {subject}",
            f"no app in {_DATA}",
            fix="look at the kept page; where its layout changed, read the new one in extract/app_stores.py",
        )
    ratings = next(_with(data, "ratingAverage"), {})
    badge = next((item for item in _with(data, "key") if item["key"] == "chartPosition"), {})
    maker = next((item for item in _with(data, "key") if item["key"] == "developer"), {})
    version = next((item for item in _values(data, "primarySubtitle") if isinstance(item, str)), "")
    sellers = (item.get("summary") for item in _with(data, "summary") if item.get("title") in _SELLER_TITLES)
    paragraphs = [
        item["paragraph"].get("text")
        for item in _with(data, "paragraph")
        if isinstance(item["paragraph"], dict)
    ]
    matched = _VERSION.search(version)
    return AppPage(
        store_app_code=str(lockup["adamId"]),
        app_name=clean(str(lockup.get("title") or "")),
        seller=next((seller for seller in sellers if seller), None) or maker.get("caption"),
        version=matched[0] if matched else None,
        rating=_number(ratings.get("ratingAverage")),
        n_ratings=_count(ratings.get("totalNumberOfRatings")),
        chart_rank=_count((badge.get("content") or {}).get("position")),
        chart_name=badge.get("caption"),
        description="\n".join(text for text in paragraphs if isinstance(text, str)),
    )


def description_page(app: AppPage, encoding: str, *, is_mojibake: bool) -> Page:
    """The app's name and description as a page, a block per line."""
    lines = [line for raw in app.description.splitlines() if (line := clean(raw))]
    blocks = [Block(0, "title", app.app_name, (), CONTENT)]
    blocks += [Block(number, "paragraph", line, (), CONTENT) for number, line in enumerate(lines, start=1)]
    return Page(app.app_name, tuple(blocks), (), encoding, is_mojibake)


def _chart_problem(entries: tuple[ChartEntry, ...], store: Store) -> str | None:
    if len(entries) < store.min_depth:
        return f"{len(entries)} rows, expected at least {store.min_depth}"
    if [entry.rank for entry in entries] != list(range(1, len(entries) + 1)):
        return "the ranks are not 1, 2, 3 … without a gap"
    known = set(store.canary_app_codes)
    if known and known.isdisjoint(entry.store_app_code for entry in entries):
        return f"none of the apps that are always listed is there ({', '.join(sorted(known))})"
    return None


def _listed(tree: LexborHTMLParser) -> Iterator[ChartEntry]:
    """Rows of the layout since 2025-11: .shelf .grid li with .ordinal, h3 and a link to the app."""
    for row in tree.css(".shelf .grid li"):
        ordinal, name = row.css_first(".ordinal"), row.css_first("h3")
        link = row.css_first('a[href*="/app/"]')
        code = _APP_CODE.search((link.attributes.get("href") or "") if link is not None else "")
        rank = _count(clean(ordinal.text()).rstrip(".") if ordinal is not None else None)
        if code and rank is not None and name is not None:
            yield ChartEntry(rank, code[1], clean(name.text()))


def _shoebox(tree: LexborHTMLParser) -> tuple[ChartEntry, ...]:
    """Rows of the layout before 2025-11: JSON in JSON, the place in the list is the rank."""
    for node in tree.css('script[type="fastboot/shoebox"]'):
        for key, value in (_parse(node.text()) or {}).items() if "charts" in node.text() else ():
            if ".charts." not in key or not isinstance(value, str):
                continue
            charts = next(
                (found for found in _values(_parse(value), "apps") if isinstance(found, list) and found), []
            )
            rows = charts[0].get("data", []) if charts else []
            return tuple(
                ChartEntry(rank, str(row["id"]), clean(str(row.get("attributes", {}).get("name") or "")))
                for rank, row in enumerate(rows, start=1)
            )
    return ()


def _parse(text: str) -> Any:
    """JSON without reviews; None where it is no JSON."""
    try:
        return json.loads(
            text, object_pairs_hook=lambda pairs: {key: value for key, value in pairs if key not in _PERSONAL}
        )
    except json.JSONDecodeError:
        return None


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree in its order: the top level is unstable, the names inside are not."""
    stack = [value]
    while stack:
        place = stack.pop()
        if isinstance(place, dict):
            yield place
            stack.extend(reversed(list(place.values())))
        elif isinstance(place, list):
            stack.extend(reversed(place))


def _with(value: Any, key: str) -> Iterator[dict[str, Any]]:
    return (found for found in _dicts(value) if key in found)


def _values(value: Any, key: str) -> Iterator[Any]:
    return (found[key] for found in _with(value, key))


def _count(value: Any) -> int | None:
    if isinstance(value, str):
        value = value.replace(",", "")
        return int(value) if value.isdigit() else None
    return round(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]
