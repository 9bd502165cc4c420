"""Replies of declared product sources → products with attributes.

Enters: a capture whose URL is a page of a declared source of its bank. Leaves: products as they are landed, a
page made of their names (so that terms in them are read as everywhere), and a note where the reply does not
fit its declaration: a source that changed costs its products, not the run.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from collector.declared.calls import key_url, make_call
from collector.declared.forms import read_rows
from collector.declared.read import Offer, read_offers
from collector.declared.trees import MisfitError
from collector.decode import decode
from collector.extract.finding import Product
from collector.extract.mentions.terms import find_hits
from collector.extract.pages.blocks import Block, Page
from collector.extract.pages.regions import CONTENT
from collector.extract.pages.replies import NAME_COLUMN
from collector.extract.products.series import fold
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.declared.records import ProductSource
    from collector.extract.mentions.terms import Lexicon
    from collector.models import Fetch, Site

RULE = "declared"
_SCALES = {"min_amount_cny": Decimal("0.01"), "yield_low_percent": Decimal("0.0001")}
_SCALES["yield_high_percent"] = _SCALES["yield_low_percent"]
Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Declared:
    """What one reply of a declared source gave; ``note`` is None where all of it fits."""

    page: Page
    products: tuple[Product, ...]
    note: str | None


def index_sources(sites: Iterable[Site]) -> dict[Key, tuple[ProductSource, int]]:
    """Source and page number by bank and address (without scheme) of every page that may be asked for.

    Sources that are off count too: what was fetched while they were on is still read by their mapping.
    """
    known: dict[Key, tuple[ProductSource, int]] = {}
    for site in sites:
        for source in site.sources:
            for number in range(source.paging.max_pages):
                call = make_call(source, number)
                known.setdefault((site.bank_id, _address(key_url(call.url, call))), (source, number))
    return known


def find_source(
    known: dict[Key, tuple[ProductSource, int]], fetch: Fetch
) -> tuple[ProductSource, int] | None:
    """The source whose page a fetch is."""
    return known.get((fetch.owner_id, _address(fetch.url)))


def read_declared(
    lexicon: Lexicon, fetch: Fetch, source: ProductSource, number: int, body: bytes, content_type: str | None
) -> Declared:
    """Products of page ``number`` of a source, and what does not fit."""
    subject = f"{fetch.owner_id} / {source.source_id}"
    fix = f"look at the kept reply and mend config/sites/{fetch.owner_id}.yml"
    try:
        rows = read_rows(source, body, content_type, n_before=number)  # later pages may be the empty end
    except MisfitError as error:
        decoded = decode(body, content_type)
        page = Page(None, (), (), decoded.encoding, decoded.is_mojibake)
        return Declared(page, (), f"{subject}: {error}. Fix: {fix}")
    offers, notes = read_offers(source, rows)
    products: dict[str, Product] = {}
    for offer in offers:
        product = _product(lexicon, source, offer)
        products.setdefault(f"{offer.name}|{offer.code}", product)
    names = dict.fromkeys(offer.name for offer in offers)
    path = (source.source_id,)
    blocks = tuple(
        Block(position, "table_cell", name, path, CONTENT, column=NAME_COLUMN)
        for position, name in enumerate(names)
    )
    note = f"{subject}: {'; '.join(notes)}. Fix: {fix}" if notes else None
    return Declared(Page(None, blocks, (), rows.encoding, is_mojibake=False), tuple(products.values()), note)


def attributes(product: Product) -> dict[str, Any]:
    """Columns of the landed table that say what is stated about a product."""
    offer = product.offer or Offer(product.name)
    values = {name: getattr(offer, name) for name in Offer.__slots__ if name not in {"name", "code"}}
    for name, scale in _SCALES.items():
        if values[name] is not None:
            values[name] = values[name].quantize(scale)
    return {"source_id": product.source_id, "product_code": offer.code} | values


def _product(lexicon: Lexicon, source: ProductSource, offer: Offer) -> Product:
    series, issue = fold(offer.name)
    lines = {
        hit.item_id
        for hit in find_hits(lexicon, series)
        if hit.kind is ItemKind.BUSINESS_LINE and not hit.is_lookalike
    }
    return Product(
        name=offer.name,
        series=series,
        issue=issue,
        channel_id=source.channel_id,
        business_line_id=source.business_line_id or (lines.pop() if len(lines) == 1 else None),
        snippet=offer.name[:120],
        block_path=source.source_id,
        rule=RULE,
        source_id=source.source_id,
        offer=offer,
    )


def _address(url: str) -> str:
    return url.partition("://")[2]
