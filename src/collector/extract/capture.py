"""One capture → the rows it lands. Runs in worker processes; knows nothing of other captures.

Enters: a capture and the reading context (lexicon, stores, owners of apps). Leaves: rows by table.
Raises whatever the readers raise; the run names the capture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from collector.decode import decode
from collector.extract.blocks import Page
from collector.extract.declared import Declared, Key, attributes, find_source, read_declared
from collector.extract.mentions import mention_id, read_mentions
from collector.extract.page import read_page
from collector.extract.page_channels import PageChannels, find_page_channels
from collector.extract.page_date import find_page_date
from collector.extract.page_kind import classify_page
from collector.extract.products import product_id, read_products
from collector.extract.stores.apple_chart import find_chart, is_app_page, read_chart
from collector.extract.stores.apple_page import description_page, read_app_page
from collector.extract.stores.records import Expected
from collector.extract.stores.refusals import check_final_url
from collector.personal import mask
from collector.words import PageKind

if TYPE_CHECKING:
    from collector.declared.records import ProductSource
    from collector.extract.choose import Chosen
    from collector.extract.finding import Mention, Product
    from collector.extract.stores.records import AppDetail
    from collector.extract.terms import Lexicon
    from collector.models import App, Capture, Fetch, Store

_SHANGHAI = timezone(timedelta(hours=8))
_IN_APP = "mobile_bank"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs beside the bytes: terms, the stores and apps of config/, and declared sources."""

    lexicon: Lexicon
    stores: tuple[Store, ...]
    apps: tuple[App, ...]
    sources: dict[Key, tuple[ProductSource, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """Rows of one or many captures by table, ids of pages that look misread, and what does not fit.

    ``cut``: address and note of every page of which only a part could be read.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    misread: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def add(self, table: str, row: Row) -> None:
        """Append one row to a table."""
        self.rows.setdefault(table, []).append(row)

    def merge(self, other: Findings) -> None:
        """Take over all of another's rows."""
        for table, rows in other.rows.items():
            self.rows.setdefault(table, []).extend(rows)
        self.misread += other.misread
        self.notes += other.notes
        self.cut += other.cut


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
        _add_page(findings, chosen, page, place.page, kind)
        if not chosen.is_superseded and fetch.owner_id is not None:
            _add_mentions(
                findings,
                fetch,
                fetch.owner_id,
                page,
                read_mentions(context.lexicon, page, fetch.final_url, place),
            )
            _add_products(
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
    _add_page(findings, chosen, page, None, PageKind.PRODUCT_LIST)
    findings.rows["pages"][-1] |= {"source_id": source_id, "note": declared.note}
    if chosen.is_superseded or fetch.owner_id is None:
        return
    if declared.note is not None:
        findings.notes.append(declared.note)
    place = PageChannels(None, None)
    mentions = read_mentions(context.lexicon, page, fetch.final_url, place)
    _add_mentions(findings, fetch, fetch.owner_id, page, mentions)
    _add_products(findings, fetch, fetch.owner_id, page, declared.products)


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
        _add_page(findings, chosen, page, _IN_APP)
        if not chosen.is_superseded:
            _add_app(findings, context, store, fetch, app, page)
        return
    _add_page(findings, chosen, Page(None, (), (), decoded.encoding, decoded.is_mojibake), None)
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
                "as_of_date": day_of(fetch.fetched_at),
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
            "as_of_date": day_of(fetch.fetched_at),
            "app_name": app.app_name,
            "capture_id": fetch.fetch_id,
            "url": fetch.url,
            "seller": app.seller,
            "version": app.version,
            "rating": app.rating,
            "n_ratings": app.n_ratings,
            "chart_rank": app.chart_rank,
            "chart_name": app.chart_name,
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
        _add_mentions(findings, fetch, owner_id, page, read_mentions(context.lexicon, page, fetch.url, place))


def day_of(moment: datetime) -> date:
    """The day in Shanghai on which a moment falls."""
    return moment.astimezone(_SHANGHAI).date()


def _content_type(capture: Capture) -> str | None:
    named = (value for name, value in capture.headers if name.lower() == "content-type")
    return next(named, None) or capture.fetch.content_type


def _shown(title: str | None) -> str | None:
    return None if title is None else mask(title)


def _add_page(
    findings: Findings,
    chosen: Chosen,
    page: Page,
    page_channel: str | None,
    kind: PageKind = PageKind.OTHER,
) -> None:
    fetch = chosen.fetch
    if page.is_mojibake:
        findings.misread.append(fetch.fetch_id)
    if page.note is not None:
        findings.cut.append(f"{fetch.url} ({page.note})")
    findings.add(
        "pages",
        {
            "capture_id": fetch.fetch_id,
            "wave": fetch.wave,
            "source": fetch.source,
            "url": fetch.url,
            "encoding": page.encoding,
            "n_blocks": len(page.blocks),
            "n_chars": sum(len(block.text) for block in page.blocks),
            "is_superseded": chosen.is_superseded,
            "page_kind": kind.value,
            "page_date": find_page_date(page, day_of(fetch.fetched_at)),
            "has_text_in_images": page.has_text_in_images,
            "owner_id": fetch.owner_id,
            "title": _shown(page.title),
            "page_channel": page_channel,
            "note": page.note,
        },
    )


def _add_mentions(
    findings: Findings, fetch: Fetch, owner_id: str, page: Page, mentions: tuple[Mention, ...]
) -> None:
    for mention in mentions:
        findings.add(
            "mentions",
            {
                "mention_id": mention_id(fetch.fetch_id, mention),
                "wave": fetch.wave,
                "capture_id": fetch.fetch_id,
                "source": fetch.source,
                "owner_id": owner_id,
                "url": fetch.url,
                "item_kind": mention.item_kind.value,
                "item_id": mention.item_id,
                "channel_id": mention.channel_id,
                "polarity": mention.polarity.value,
                "reason": mention.reason,
                "term": mention.term,
                "sentence": mention.sentence,
                "snippet": mention.snippet,
                "block_kind": mention.block_kind,
                "block_path": mention.block_path,
                "position": mention.position,
                "rule": mention.rule,
                "channel_basis": mention.channel_basis.value,
                "rule_version": mention.rule_version,
                "confidence": mention.confidence,
                "is_hidden": mention.is_hidden,
                "page_title": _shown(page.title),
            },
        )


def _add_products(
    findings: Findings, fetch: Fetch, owner_id: str, page: Page, products: tuple[Product, ...]
) -> None:
    for product in products:
        findings.add(
            "products",
            {
                "product_id": product_id(fetch.fetch_id, product),
                "wave": fetch.wave,
                "capture_id": fetch.fetch_id,
                "owner_id": owner_id,
                "url": fetch.url,
                "name": product.name,
                "series": product.series,
                "channel_id": product.channel_id,
                "snippet": product.snippet,
                "block_path": product.block_path,
                "rule": product.rule,
                "is_hidden": product.is_hidden,
                "issue": product.issue,
                "business_line_id": product.business_line_id,
                "page_title": _shown(page.title),
            }
            | attributes(product),
        )
