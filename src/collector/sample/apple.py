"""The sample app store: robots.txt, one chart page, and an app page per row of chart.csv.

The forms are apps.apple.com's as recorded for 2025-11 (chart) and 2026-10 (app page). Places on the chart
not taken by a bank's app are filled with invented apps. Refuses: other charts, other storefronts, unknown
codes (404).
"""

from __future__ import annotations

from dataclasses import dataclass

from collector.sample import phrases
from collector.sample.page import Reply
from collector.sample.render import HTML, as_json, raw, render, template_text
from collector.sample.sites import read_sites
from collector.sample.statements import state_offers
from collector.sample.tables import ChartApp, facts_of, read_chart
from collector.words import ItemKind

HOST = "apps.apple.com"
CHART_PATH = "/cn/iphone/charts/6015"
CHART_DEPTH = 200
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


def apple_reply(path: str, query: str) -> Reply | None:
    """The reply to a path of the store, None for an address that it does not have."""
    if path == "/robots.txt":
        return Reply(200, "text/plain", template_text("apple_robots.txt").encode("ascii"))
    if path == CHART_PATH:
        return _html(render("chart.html.j2", apps=chart_rows())) if query == "chart=top-free" else None
    app = next((app for app in read_chart() if path == f"/cn/app/id{app.store_app_code}"), None)
    return _html(_app_page(app)) if app else None


def _html(text: str) -> Reply:
    return Reply(200, f"{HTML}; charset=utf-8", text.encode("utf-8"))


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
    return render(
        "app.html.j2",
        app=app,
        url=url,
        description=app_description(app),
        seller=_seller(app),
        data=raw(as_json(_page_data(app, url))),
    )


def _seller(app: ChartApp) -> str:
    return {site.bank_id: site.name_zh for site in read_sites()}.get(app.owner_id, app.app_name)


def _page_data(app: ChartApp, url: str) -> dict[str, object]:
    badges: list[dict[str, object]] = [
        {"$kind": "Badge", "type": "rating", "key": "rating",
         "content": {"rating": 4.5, "ratingFormatted": "4.5", "ratingCount": 1000}},
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
            {"$kind": "Ratings", "productId": app.store_app_code, "ratingAverage": 4.5,
             "totalNumberOfRatings": 1000, "ratingCounts": [800, 100, 50, 25, 25]},
        ]),
        "mostRecentVersion": _shelf("titledParagraph", [
            {"$kind": "TitledParagraph", "text": "优化使用体验。", "primarySubtitle": "版本 1.0.0",
             "secondarySubtitle": "2018-10-20T00:00:00.000Z"},
        ]),
        "information": _shelf("annotation", [
            {"$kind": "Annotation", "title": "供应商", "summary": _seller(app), "items": []},
            {"$kind": "Annotation", "title": "类别", "summary": "财务", "items": []},
        ]),
    }  # fmt: skip
    lockup = {
        "$kind": "Lockup", "title": app.app_name, "adamId": app.store_app_code,
        "bundleId": f"sample.{app.owner_id}.app", "subtitle": "", "rating": 4.5, "ratingCount": "",
    }  # fmt: skip
    page = {"title": app.app_name, "canonicalURL": url, "lockup": lockup, "shelfMapping": shelves}
    return {"data": [{"intent": {"storefront": "cn"}, "data": page}], "userTokenHash": ""}


def _shelf(content_type: str, items: list[dict[str, object]]) -> dict[str, object]:
    return {"$kind": "Shelf", "contentType": content_type, "items": items}
