"""One capture → the rows it lands. Runs in worker processes; knows nothing of other captures.

Enters: a capture and the reading context (lexicon, stores, owners of apps). Leaves: rows by table.
Raises whatever the readers raise; the run names the capture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collector.extract.declared import Declared, Key, find_source, read_declared
from collector.extract.kinds.classify import classify_page
from collector.extract.mentions.page_channels import PageChannels, find_page_channels
from collector.extract.mentions.read import read_mentions
from collector.extract.pages.read import read_page
from collector.extract.products.read import read_products
from collector.extract.rows import Findings, add_mentions, add_page, add_products
from collector.extract.stores.capture import read_store_capture
from collector.words import PageKind

if TYPE_CHECKING:
    from collector.declared.records import ProductSource
    from collector.extract.choose import Chosen
    from collector.extract.mentions.terms import Lexicon
    from collector.models import App, Capture
    from collector.store_models import Store


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs beside the bytes: terms, the stores and apps of config/, and declared sources."""

    lexicon: Lexicon
    stores: tuple[Store, ...]
    apps: tuple[App, ...]
    sources: dict[Key, tuple[ProductSource, int]] = field(default_factory=dict)


def read_capture(context: Context, chosen: Chosen, capture: Capture) -> Findings:
    """Rows of one capture: a reply of a store, of a declared source, or a page of its owner."""
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
    return read_store_capture(context.lexicon, store, context.apps, chosen, capture)


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


def _content_type(capture: Capture) -> str | None:
    named = (value for name, value in capture.headers if name.lower() == "content-type")
    return next(named, None) or capture.fetch.content_type
