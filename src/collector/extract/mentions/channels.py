"""Through which channel a thing is offered: from its clause, its sentence, the headings above, the page, or
unstated.

Enters: a hit with its sentence, block and page. Leaves: channel ids, at least one, and what says so. Refuses
to let the page speak for its site-wide menu: a menu entry gets a channel only from its own words, the
menu above it, or a host that is itself the channel (a net bank's own host).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from collector.extract.mentions.page_channels import NOTHING_SAID, PageChannels, PageSays, named_channels
from collector.extract.mentions.sentence import Sentence, split_clauses
from collector.extract.mentions.terms import Hit, Lexicon, find_hits
from collector.extract.pages.regions import CONTENT
from collector.words import UNSTATED, ChannelBasis, ItemKind

if TYPE_CHECKING:
    from collector.extract.pages.blocks import Block

_TABLE = 6  # channels in one clause: nobody writes so many, a table does
_AT_COUNTER = re.compile(r"网点|柜面|柜台|营业厅|营业机构")
_UNSTATED = (UNSTATED,), ChannelBasis.UNSTATED
Found = tuple[tuple[str, ...], ChannelBasis]


@dataclass(frozen=True, slots=True)
class _Part:
    """The usable channels of a clause, and whether it names nothing but channels."""

    channels: tuple[Hit, ...]
    is_bare: bool


def find_channels(
    lexicon: Lexicon,
    hit: Hit,
    *,
    hits: tuple[Hit, ...],
    ignored: frozenset[Hit],
    block: Block,
    sentence: Sentence,
    place: PageChannels,
    says: PageSays = NOTHING_SAID,
) -> Found:
    """Channels of one hit in the order named, and what says so.

    ``ignored`` are channel hits that the sentence rules out; ``says`` is what the page as a whole says.
    """
    if place.is_app:
        return (place.page or UNSTATED,), ChannelBasis.APP
    usable = [other for other in hits if other.kind is ItemKind.CHANNEL and other not in ignored]
    if stated := _in_sentence(sentence, hit, hits, usable):
        return stated, ChannelBasis.SENTENCE
    if beside := says.beside.get((block.position, sentence.item)):
        return beside, ChannelBasis.POINT
    labels: tuple[str | None, ...] = ()
    if block.region == CONTENT and block.kind != "title":
        labels = (block.beside, block.row, block.column, sentence.lead, sentence.intro, block.lead)
    return _named_above(lexicon, labels, block.path) or _of_page(hit, block, sentence, place, says)


@lru_cache(maxsize=4096)  # asked for each hit of all the text that stands under the same
def _named_above(lexicon: Lexicon, labels: tuple[str | None, ...], path: tuple[str, ...]) -> Found | None:
    """What the labels and headings that a sentence stands under name, the nearest first."""
    above = [(label, ChannelBasis.LABEL) for label in labels if label]
    for label, basis in (*above, *((heading, ChannelBasis.HEADING) for heading in reversed(path))):
        if named := named_channels(find_hits(lexicon, label)):
            return named, basis
    return None


def _of_page(hit: Hit, block: Block, sentence: Sentence, place: PageChannels, says: PageSays) -> Found:
    """What the page says as a whole, where nothing near says anything."""
    if block.region != CONTENT or block.kind == "menu":
        return ((place.host,), ChannelBasis.HOST) if place.host else _UNSTATED
    if place.page is not None:
        return (place.page,), ChannelBasis.PAGE
    is_elsewhere = len(says.tied) > 1 or hit.item_id in says.sold or _AT_COUNTER.search(sentence.text)
    if hit.kind is ItemKind.SCENARIO and says.declared and not is_elsewhere:
        return says.declared, ChannelBasis.DECLARED
    return _UNSTATED


def _in_sentence(sentence: Sentence, hit: Hit, hits: tuple[Hit, ...], usable: list[Hit]) -> tuple[str, ...]:
    """Channels of the hit's clause, else of the nearest clause before it, else of the nearest after it."""
    if not usable:
        return ()
    clauses = split_clauses(sentence.text)
    parts = [
        _Part(
            tuple(one for one in usable if clause.start <= one.start < clause.end),
            all(one.kind is ItemKind.CHANNEL for one in hits if clause.start <= one.start < clause.end),
        )
        for clause in clauses
    ]
    own = next(number for number, clause in enumerate(clauses) if hit.start < clause.end + 1)
    if len(parts[own].channels) >= _TABLE and (run := _run_after(hit, parts[own].channels)):
        return named_channels(run)
    for number in (*range(own, -1, -1), *range(own + 1, len(clauses))):
        if parts[number].channels:
            return named_channels(_with_list(parts, number))
    return ()


def _run_after(hit: Hit, channels: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Channels right behind a hit, one after the other: a table whose cells were run together."""
    run: list[Hit] = []
    end = hit.end
    for channel in sorted(channels, key=lambda one: one.start):
        if channel.start == end:
            run.append(channel)
            end = channel.end
    return tuple(run)


def _with_list(parts: list[_Part], number: int) -> tuple[Hit, ...]:
    """The channels of a clause and of bare clauses right beside it: a list may be broken by commas."""
    first, last = number, number
    while first > 0 and parts[first - 1].is_bare and parts[first - 1].channels:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].is_bare and parts[last + 1].channels:
        last += 1
    return tuple(hit for part in parts[first : last + 1] for hit in part.channels)
