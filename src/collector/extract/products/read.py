"""Named products of a page, with line, channel and what is stated about them.

Enters: a page, its URL, the lexicon. Leaves: :class:`Product` records. Refuses generic words (个人贷款
is a line, not a product), names in news, warnings and refusals, and names without the shape or the
place of a product.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collector.extract.finding import Product
from collector.extract.kinds.classify import find_page_kind
from collector.extract.mentions.channels import find_channels
from collector.extract.mentions.polarity import find_cue
from collector.extract.mentions.rules import SENTENCE_RULES
from collector.extract.mentions.sentence import Sentence, find_clause, split_sentences
from collector.extract.mentions.terms import Hit, Lexicon, find_hits
from collector.extract.pages.blocks import JOINT, Block, Page
from collector.extract.products.forms import choose_names
from collector.extract.products.kin import find_kin, find_stems
from collector.extract.products.marks import find_marked
from collector.extract.products.offers import Place, find_offers
from collector.extract.products.places import find_placed, is_name_cell
from collector.extract.products.series import fold
from collector.extract.products.shapes import find_shaped
from collector.extract.products.titles import find_titled
from collector.personal import mask
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.declared.read import Offer
    from collector.extract.mentions.page_channels import PageChannels

_PRODUCT_PATH = re.compile(
    r"product|chanpin|/cp|loan|card|wealth|licai|private|personal|company|corp|e-?bank|deposit"
)
_PRODUCT_TITLE = re.compile(r"产品|贷款|理财|存款|卡|业务|支付|缴费")
_BY_LAST: tuple[tuple[str, str], ...] = (("贷", "loan"), ("存", "deposit"), ("卡", "bank_card"))
_Named = tuple[str, str, Sentence]
_UNSURE = frozenset({"last_word", "e_brand"})
_WARNINGS = tuple(rule.pattern for rule in SENTENCE_RULES if rule.name in {"fraud_warning", "campaign"})


def read_products(lexicon: Lexicon, page: Page, url: str, place: PageChannels) -> tuple[Product, ...]:
    """Products of a page by name and channel, the first place of each, shown places before hidden ones.

    On pages of news and recruitment only those of the menus.
    """
    if find_page_kind(page, url) is not None:
        page = replace(page, title=None, blocks=tuple(one for one in page.blocks if one.kind == "menu"))
    places = list(find_places(page, url))
    places += find_kin_places(page, frozenset(one.name for one in places))
    if not places:
        return ()
    places = _without_parts(places)
    places.sort(key=lambda one: one.block.is_hidden)
    shown = [one for one in places if not one.block.is_hidden]
    kept = _choose(shown) | (_choose(places) - {one.name for one in shown})
    found: dict[tuple[str, str], Product] = {}
    kept -= _find_site(page)
    places = [one for one in places if one.name in kept]
    offers = find_offers(page, places)
    for one in places:
        for product in _products(lexicon, one, place, offers.get(one.name)):
            found.setdefault((product.name, product.channel_id), product)
    return tuple(found[key] for key in sorted(found))


def _without_parts(places: list[Place]) -> list[Place]:
    """Places without names that stand nowhere but inside an entry which is itself a longer name."""
    known = {one.name for one in places}
    alone = {one.name for one in places if one.block.text == one.name or one.block.text not in known}
    return [one for one in places if one.name in alone]


def _find_site(page: Page) -> frozenset[str]:
    """The site's own name behind the title of its pages (光大理财): a firm, though it ends like a product."""
    last = re.split(r"[-_|–—]", page.title or "")[-1].strip()
    return frozenset({last} if last.endswith("理财") else ())


def _choose(places: list[Place]) -> frozenset[str]:
    sure = frozenset(one.name for one in places if one.rule not in _UNSURE)
    return choose_names(tuple(dict.fromkeys(one.name for one in places)), sure)


def find_places(page: Page, url: str) -> Iterator[Place]:
    """Every place of a name, titles first, then in reading order, names without a mark last."""
    is_product_page = bool(
        _PRODUCT_PATH.search(urlsplit(url.lower()).path) or _PRODUCT_TITLE.search(page.title or "")
    )
    for name, block in find_titled(page):
        yield Place(name, "title", block, Sentence(block.text, 0, None))
    unmarked: list[Place] = []
    for block, follower in zip_longest(page.blocks, page.blocks[1:]):
        if placed := find_placed(block, follower, is_product_page=is_product_page):
            yield Place(*placed, block, Sentence(block.text, 0, None))
        if is_name_cell(block):
            continue
        marked, shaped = _named_in(block.text)
        for name, rule, sentence in marked:
            yield Place(name, rule, block, sentence)
        unmarked += [Place(name, rule, block, sentence) for name, rule, sentence in shaped]
    yield from unmarked


@lru_cache(maxsize=8192)  # half of all blocks, menus above all, say what another block of the site says
def _named_in(text: str) -> tuple[tuple[_Named, ...], tuple[_Named, ...]]:
    """Names in a block's sentences that are offered: those with a mark, and those known by their shape."""
    sentences = split_sentences(text)
    marked = (
        (name, rule, sentence)
        for sentence in sentences
        for name, rule in find_marked(sentence.text)
        if not _is_denied(sentence.text, sentence.text.find(name))
    )
    shaped = (
        (one.name, one.rule, sentence)
        for sentence in sentences
        for one in find_shaped(sentence.text)
        if not _is_denied(sentence.text, one.start)
    )
    return tuple(marked), tuple(shaped)


def find_kin_places(page: Page, known: frozenset[str]) -> Iterator[Place]:
    """Places of names that only those already found make known."""
    stems = find_stems(known)
    for block in page.blocks:
        for name, rule, sentence in find_kin(block, stems, known):
            if name not in known and not _is_denied(sentence.text, sentence.text.find(name)):
                yield Place(name, rule, block, sentence)


def product_id(capture_id: str, product: Product) -> str:
    """16 hex digits over capture, name and channel, and the product's own code where a source states one."""
    key = f"{capture_id}|{product.name}|{product.channel_id}"
    code = product.offer.code if product.offer else None
    return hashlib.sha256((f"{key}|{code}" if code else key).encode()).hexdigest()[:16]


def _is_denied(sentence: str, start: int) -> bool:
    if any(pattern.search(sentence) for pattern in _WARNINGS):
        return True
    return find_cue(find_clause(sentence, start).text) is not None


def _products(lexicon: Lexicon, one: Place, place: PageChannels, offer: Offer | None) -> Iterator[Product]:
    name, block, sentence = one.name, one.block, one.sentence
    start = max(sentence.text.find(name), 0)
    hits = find_hits(lexicon, sentence.text)
    series, issue = fold(name)
    own = Hit(ItemKind.BUSINESS_LINE, "", name, start, start + len(name))
    channels, _ = find_channels(
        lexicon, own, hits=hits, ignored=frozenset(), block=block, sentence=sentence, place=place
    )
    for channel_id in channels:
        yield Product(
            name=name,
            series=series,
            issue=issue,
            channel_id=channel_id,
            business_line_id=_line(lexicon, series, block, hits),
            snippet=mask(sentence.text).strip()[:120],
            block_path=mask(JOINT.join(block.path)),
            rule=one.rule,
            is_hidden=block.is_hidden,
            offer=offer,
        )


def _line(lexicon: Lexicon, series: str, block: Block, hits: tuple[Hit, ...]) -> str | None:
    """The one line that name, kind cell, sentence or headings name, nearest first; two are none."""
    for text in (series, block.beside or "", None, *reversed(block.path)):
        found = hits if text is None else find_hits(lexicon, text)
        lines = {hit.item_id for hit in found if hit.kind is ItemKind.BUSINESS_LINE and not hit.is_lookalike}
        if len(lines) == 1:
            return lines.pop()
        if lines:
            return None
    return next((line for last, line in _BY_LAST if series.endswith(last)), None)
