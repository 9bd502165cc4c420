"""Apple's pages in the sample: one chart page, and an app page per row of chart.csv.

The forms are apps.apple.com's as recorded for 2025-11 (chart) and 2026-10 (app page). Places on the chart
not taken by a bank's app are filled with invented apps. Throttled: the chart sends its reader to the
storefront's first page, as addresses in China were sent, an app page answers 429. Refuses: other charts,
other storefronts, unknown codes (404).
"""

from __future__ import annotations

from dataclasses import dataclass

from collector.errors import ConfigError
from collector.sample import phrases
from collector.sample.page import Asked, Reply
from collector.sample.render import HTML, as_json, raw, render
from collector.sample.sites import read_sites
from collector.sample.statements import state_offers
from collector.sample.store_tables import StoreApp, store_app
from collector.sample.stores.forms import NOT_FOUND, SHORT_ROWS, TOO_MANY, cut, html_reply, retold
from collector.sample.stores.sellers import seller_of
from collector.sample.tables import ChartApp, facts_of, read_chart
from collector.store_words import ReplyKind, StoreForm
from collector.words import ItemKind

HOST = "apps.apple.com"
CHART_PATH = "/cn/iphone/charts/6015"
CHART_DEPTH = 200
_TODAY = "/cn/iphone/today"
_SENT_AWAY = Reply(302, f"{HTML}; charset=utf-8", b"", headers=(("Location", _TODAY),))
_NEW_NAMES = {
    'class="ordinal"': 'class="place"', "<h3>": "<h4>", "</h3>": "</h4>", '"lockup"': '"hero"',
    "serialized-server-data": "page-data",
}  # fmt: skip
_INVENTED_CODES = 9_900_000_000
_MOBILE = "mobile_bank"
_OWNERS_ELSEWHERE = {"zjnx": "浙江农信"}


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One place of the chart: its app's code, name and the slug in its address."""

    rank: int
    code: str
    name: str
    slug: str


def chart_rows() -> tuple[ChartRow, ...]:
    """All CHART_DEPTH places in order; free places hold invented apps."""
    placed = {app.rank: app for app in read_chart() if app.rank is not None}
    rows: list[ChartRow] = []
    for rank in range(1, CHART_DEPTH + 1):
        app = placed.get(rank)
        if app:
            rows.append(ChartRow(rank, app.store_app_code, app.app_name, f"app-{app.owner_id}"))
        else:
            code = str(_INVENTED_CODES + rank)
            rows.append(ChartRow(rank, code, f"示例应用{rank:03d}", f"sample-{rank:03d}"))
    return tuple(rows)


def apple_reply(asked: Asked, form: StoreForm) -> Reply | None:
    """The chart, an app's page, or the storefront's first page; None for another address."""
    if asked.body is not None:
        return None
    if asked.path == _TODAY:
        return html_reply(render("notice.html.j2", title="Today - App Store", text=phrases.STORE_TODAY))
    if asked.path == CHART_PATH:
        return _chart_page(form) if asked.query == "chart=top-free" else None
    app = next((app for app in read_chart() if asked.path == f"/cn/app/id{app.store_app_code}"), None)
    return _page_of(app, form) if app is not None else None


def _chart_page(form: StoreForm) -> Reply:
    if form is StoreForm.THROTTLED:
        return _SENT_AWAY
    rows = chart_rows()
    if form in {StoreForm.SHORT, StoreForm.EMPTY}:
        rows = rows[: SHORT_ROWS if form is StoreForm.SHORT else 0]
    text = render("chart.html.j2", apps=rows)
    return html_reply(retold(text, _NEW_NAMES) if form is StoreForm.CHANGED else text)


def _page_of(app: ChartApp, form: StoreForm) -> Reply:
    if form is StoreForm.EMPTY:
        return NOT_FOUND
    if form is StoreForm.THROTTLED:
        return TOO_MANY
    text = _app_page(app)
    reply = html_reply(retold(text, _NEW_NAMES) if form is StoreForm.CHANGED else text)
    return cut(reply) if form is StoreForm.SHORT else reply


def app_description(app: ChartApp) -> str:
    """What the app's page says: the owner's mobile scenarios and lines, as far as the facts have any."""
    names = {site.bank_id: site.short_name_zh for site in read_sites()} | _OWNERS_ELSEWHERE
    bank = names.get(app.owner_id)
    if bank is None or not _is_main_app(app):
        return phrases.APP_INTRO.format(app=app.app_name, bank=bank or app.app_name)
    sentences = [phrases.APP_CHANNEL.format(app=app.app_name, bank=bank)]
    for kind in (ItemKind.SCENARIO, ItemKind.BUSINESS_LINE):
        blocks = state_offers(kind, facts_of(app.owner_id, kind).get(_MOBILE, ()), (_MOBILE,), 0)
        sentences += [block.text for block in blocks]
    return "\n".join(sentences)


def _is_main_app(app: ChartApp) -> bool:
    """True for the first row of an owner: its mobile bank; later rows are companions."""
    return app == next(other for other in read_chart() if other.owner_id == app.owner_id)


def _app_page(app: ChartApp) -> str:
    url = f"https://{HOST}/cn/app/id{app.store_app_code}"
    counted = store_app(ReplyKind.APPLE_PAGE, "apple", app.store_app_code)
    if counted is None:
        raise ConfigError(
            "sample/store_facts.csv",
            f"no row for apple {app.store_app_code}",
            fix="add what the store counts",
        )
    return render(
        "app.html.j2",
        app=app,
        url=url,
        version=counted.version,
        description=app_description(app),
        seller=seller_of(app.owner_id, app.app_name),
        data=raw(as_json(_page_data(app, counted, url))),
    )


def _page_data(app: ChartApp, counted: StoreApp, url: str) -> dict[str, object]:
    stars = counted.star_counts or (0, 0, 0, 0, 0)
    rating, n_ratings = counted.rating or 0, counted.n_ratings
    version, seller = f"版本 {counted.version}", seller_of(app.owner_id, app.app_name)
    badges: list[dict[str, object]] = [
        {"$kind": "Badge", "type": "rating", "key": "rating",
         "content": {"rating": rating, "ratingFormatted": f"{rating:.1f}", "ratingCount": n_ratings}},
    ]  # fmt: skip
    if app.rank is not None:
        action = {"$kind": "flowAction", "pageUrl": f"https://{HOST}{CHART_PATH}?chart=top-free"}
        badges.append(
            {"$kind": "Badge", "type": "chartPosition", "key": "chartPosition", "heading": "排行榜",
             "caption": "财务", "content": {"position": str(app.rank)}, "clickAction": action}
        )  # fmt: skip
    shelves: dict[str, object] = {
        "description": _shelf("productDescription", [
            {"$kind": "ProductDescription",
             "paragraph": {"$kind": "Paragraph", "text": app_description(app)}},
        ]),
        "informationRibbon": _shelf("productBadge", badges),
        "productRatings": _shelf("productRatings", [
            {"$kind": "Ratings", "productId": app.store_app_code, "ratingAverage": rating,
             "totalNumberOfRatings": n_ratings, "ratingCounts": [float(count) for count in reversed(stars)]},
        ]),
        "mostRecentVersion": _shelf("titledParagraph", [
            {"$kind": "TitledParagraph", "text": "优化使用体验。", "primarySubtitle": version,
             "secondarySubtitle": f"{counted.updated}T00:00:00.000Z"},
        ]),
        "information": _shelf("annotation", [
            {"$kind": "Annotation", "title": "供应商", "summary": seller, "items": []},
            {"$kind": "Annotation", "title": "类别", "summary": "财务", "items": []},
        ]),
    }  # fmt: skip
    lockup = {
        "$kind": "Lockup", "title": app.app_name, "adamId": app.store_app_code,
        "bundleId": counted.number, "subtitle": "", "rating": rating, "ratingCount": "",
    }  # fmt: skip
    page = {"title": app.app_name, "canonicalURL": url, "lockup": lockup, "shelfMapping": shelves}
    return {"data": [{"intent": {"storefront": "cn"}, "data": page}], "userTokenHash": ""}


def _shelf(content_type: str, items: list[dict[str, object]]) -> dict[str, object]:
    return {"$kind": "Shelf", "contentType": content_type, "items": items}
