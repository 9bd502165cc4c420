"""One capture → the rows it lands. Runs in worker processes; knows nothing of other captures.

Enters: a capture and the reading context (lexicon, stores, owners of apps). Leaves: rows by table.
Raises whatever the readers raise; the run names the capture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collector.decode import decode
from collector.extract.declared import Declared, Key, find_source, read_declared
from collector.extract.kinds.classify import classify_page
from collector.extract.mentions.page_channels import PageChannels, find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.pages.blocks import Page
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products
from collector.extract.rows import Findings, add_mentions, add_page, add_products
from collector.extract.stores.apple_chart import find_chart, is_app_page, read_chart
from collector.extract.stores.apple_page import description_page, read_app_page
from collector.extract.stores.dates import shanghai_day
from collector.extract.stores.records import Expected
from collector.extract.stores.refusals import check_final_url
from collector.words import PageKind

if TYPE_CHECKING:
    from collector.declared.records import ProductSource
    from collector.extract.choose import Chosen
    from collector.extract.mentions.terms import Lexicon
    from collector.extract.stores.records import AppDetail
    from collector.models import App, Capture, Fetch
    from collector.store_models import Store

_IN_APP = "mobile_bank"


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs beside the bytes: terms, the stores and apps of config/, and declared sources."""

    lexicon: Lexicon
    stores: tuple[Store, ...]
    apps: tuple[App, ...]
    sources: dict[Key, tuple[ProductSource, int]] = field(default_factory=dict)


def read_capture(context: Context, chosen: Chosen, capture: Capture) -> Findings:
    """Rows of one capture: a store's chart or app page by its address, all else as a page of its owner."""
    fetch = capture.fetch
    findings = Findings()
    store = next((store for store in context.stores if fetch.source == f"store_{store.store}"), None)
    declared = find_source(context.sources, fetch)
    if declared is not None:
        content_type = _content_type(capture)
        _add_declared(
            findings,
            context,
            chosen,
            read_declared(context.lexicon, fetch, *declared, capture.body, content_type),
            declared[0].source_id,
        )
        return findings
    if store is None:
        page = read_page(capture.body, _content_type(capture))
        place = find_page_channels(context.lexicon, page, fetch.final_url)
        kind = classify_page(context.lexicon, page, fetch.final_url, capture.body)
        add_page(findings, chosen, page, place.page, kind)
        if not chosen.is_superseded and fetch.owner_id is not None:
            add_mentions(
                findings,
                fetch,
                fetch.owner_id,
                page,
                read_mentions(context.lexicon, page, fetch.final_url, place),
            )
            add_products(
                findings,
                fetch,
                fetch.owner_id,
                page,
                read_products(context.lexicon, page, fetch.final_url, place),
            )
        return findings
    _read_store_page(findings, context, store, chosen, capture)
    return findings


def _add_declared(
    findings: Findings, context: Context, chosen: Chosen, declared: Declared, source_id: str
) -> None:
    """Rows of a declared source's reply: its page, products, and mentions in their names."""
    fetch, page = chosen.fetch, declared.page
    add_page(findings, chosen, page, None, PageKind.PRODUCT_LIST)
    findings.rows["pages"][-1] |= {"source_id": source_id, "note": declared.note}
    if chosen.is_superseded or fetch.owner_id is None:
        return
    if declared.note is not None:
        findings.notes.append(declared.note)
    place = PageChannels(None, None)
    mentions = read_mentions(context.lexicon, page, fetch.final_url, place)
    add_mentions(findings, fetch, fetch.owner_id, page, mentions)
    add_products(findings, fetch, fetch.owner_id, page, declared.products)


def _read_store_page(
    findings: Findings, context: Context, store: Store, chosen: Chosen, capture: Capture
) -> None:
    fetch = capture.fetch
    decoded = decode(capture.body, _content_type(capture))
    check_final_url(store.store, Expected(fetch.fetch_id, url=fetch.url, final_url=fetch.final_url))
    chart = find_chart(store, fetch.url)
    if chart is None and is_app_page(fetch.url):
        app = read_app_page(decoded.text, fetch.fetch_id)
        page = description_page(app, decoded.encoding, is_mojibake=decoded.is_mojibake)
        add_page(findings, chosen, page, _IN_APP)
        if not chosen.is_superseded:
            _add_app(findings, context, store, fetch, app, page)
        return
    add_page(findings, chosen, Page(None, (), (), decoded.encoding, decoded.is_mojibake), None)
    if chart is None or chosen.is_superseded:
        return
    entries = read_chart(decoded.text, store, fetch.fetch_id)
    for entry in entries:
        findings.add(
            "app_ranks",
            {
                "wave": fetch.wave,
                "store": store.store,
                "chart": chart,
                "as_of_date": shanghai_day(fetch.fetched_at),
                "rank": entry.rank,
                "observed_depth": len(entries),
                "store_app_code": entry.store_app_code,
                "app_name": entry.app_name,
                "capture_id": fetch.fetch_id,
            },
        )


def _add_app(
    findings: Findings, context: Context, store: Store, fetch: Fetch, app: AppDetail, page: Page
) -> None:
    findings.add(
        "app_details",
        {
            "wave": fetch.wave,
            "store": store.store,
            "store_app_code": app.store_app_code,
            "as_of_date": shanghai_day(fetch.fetched_at),
            "app_name": app.app_name,
            "capture_id": fetch.fetch_id,
            "url": fetch.url,
            "seller": app.seller,
            "version": app.version,
            "rating": app.rating,
            "n_ratings": app.n_ratings,
            "chart_rank": app.chart_rank,
            "chart_name": app.chart_name,
            "reply_kind": "apple_page",
            "platform": app.platform.value,
            "is_downloads_saturated": app.is_downloads_saturated,
        },
    )
    known = (
        one.owner_id
        for one in context.apps
        if (one.store, one.store_app_code) == (store.store, app.store_app_code)
    )
    owner_id = fetch.owner_id or next(known, None)
    if owner_id is not None:
        place = PageChannels(_IN_APP, _IN_APP, is_app=True)
        add_mentions(findings, fetch, owner_id, page, read_mentions(context.lexicon, page, fetch.url, place))


def _content_type(capture: Capture) -> str | None:
    named = (value for name, value in capture.headers if name.lower() == "content-type")
    return next(named, None) or capture.fetch.content_type
