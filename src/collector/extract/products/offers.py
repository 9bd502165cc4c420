"""What a page states about its products beside their names: attributes and the day they were brought out.

Enters: the page's blocks and where its products' names stand. Leaves: an offer by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from collector.declared.read import Offer
from collector.extract.products.attributes import read_offer
from collector.extract.products.cards import find_pairs
from collector.extract.products.launch import find_launch

if TYPE_CHECKING:
    from datetime import date

    from collector.extract.mentions.sentence import Sentence
    from collector.extract.pages.blocks import Block, Page

_ALONE = frozenset({"name_column", "name_row", "coded"})
_LISTING = frozenset({"name_column", "coded"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands and by which rule it was taken for one."""

    name: str
    rule: str
    block: Block
    sentence: Sentence


def find_offers(page: Page, places: list[Place]) -> dict[str, Offer]:
    """Offers by name; names without anything stated are left out."""
    names = {
        one.block.position: one.name
        for one in places
        if one.block.kind != "title" and (one.rule in _ALONE or one.block.text == one.name)
    }
    pairs = find_pairs(page.blocks, names, _find_only(places))
    found = {name: offer for name, stated in pairs.items() if (offer := read_offer(name, stated))}
    for name, day in _launches(places).items():
        offer = found.get(name, Offer(name))
        if offer.launched_date is None:
            found[name] = replace(offer, launched_date=day)
    return found


def _find_only(places: list[Place]) -> str | None:
    """The one product that a page is about, by title, heading or definition, where it lists no others."""
    titled = {one.name for one in places if one.rule == "title"}
    if not titled:
        headings = [one for one in places if one.block.kind == "heading"]
        headed = {one.name for one in headings if one.block.text == one.name}
        titled = headed or {one.name for one in places if one.rule == "defined"}
    listed = {one.name for one in places if one.rule in _LISTING}
    return titled.pop() if len(titled) == 1 and not listed - titled else None


def _launches(places: list[Place]) -> dict[str, date]:
    """Days from sentences that name one product."""
    by_sentence: dict[tuple[int, int], set[str]] = {}
    for one in places:
        by_sentence.setdefault((one.block.position, one.sentence.offset), set()).add(one.name)
    found: dict[str, date] = {}
    for one in places:
        alone = by_sentence[one.block.position, one.sentence.offset] == {one.name}
        if alone and one.name not in found and (day := find_launch(one.sentence.text)):
            found[one.name] = day
    return found
