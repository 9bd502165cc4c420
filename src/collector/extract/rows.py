"""Findings of a capture as rows of the landed tables (columns: landing.py).

Enters: a fetch and what was read from it. Leaves: rows by table, texts with personal numbers masked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from collector.extract.declared import attributes
from collector.extract.kinds.dates import find_page_date
from collector.extract.mentions.read import mention_id
from collector.extract.products.read import product_id
from collector.extract.stores.dates import shanghai_day
from collector.personal import mask
from collector.words import PageKind

if TYPE_CHECKING:
    from collector.extract.choose import Chosen
    from collector.extract.finding import Mention, Product
    from collector.extract.pages.blocks import Page
    from collector.extract.stores.list_pages import ListPage
    from collector.models import Fetch

Row = dict[str, Any]


@dataclass(slots=True)
class Findings:
    """Rows of one or many captures by table, ids of pages that look misread, and what does not fit.

    ``cut``: address and note of every page of which only a part could be read. ``lists``: pages of stores'
    lists, to be joined when all have been read.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    misread: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    lists: list[ListPage] = field(default_factory=list)

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
        self.lists += other.lists


def add_page(
    findings: Findings,
    chosen: Chosen,
    page: Page,
    page_channel: str | None,
    kind: PageKind = PageKind.OTHER,
) -> None:
    """Add the row of the page itself; ``page_channel``: the one channel it is about."""
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
            "page_date": find_page_date(page, shanghai_day(fetch.fetched_at)),
            "has_text_in_images": page.has_text_in_images,
            "owner_id": fetch.owner_id,
            "title": _shown(page.title),
            "page_channel": page_channel,
            "note": page.note,
        },
    )


def add_mentions(
    findings: Findings, fetch: Fetch, owner_id: str, page: Page, mentions: tuple[Mention, ...]
) -> None:
    """Add a row per mention."""
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


def add_products(
    findings: Findings, fetch: Fetch, owner_id: str, page: Page, products: tuple[Product, ...]
) -> None:
    """Add a row per product and channel."""
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


def _shown(title: str | None) -> str | None:
    return None if title is None else mask(title)
