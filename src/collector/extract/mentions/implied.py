"""The line of business that a page about a scenario describes: bills collected for others are agency.

Enters: all mentions of one page and the line of each scenario. Leaves: the same mentions, and one more for
the line where the page's title or a heading offers such a scenario, a sentence speaks of it, and no mention
offers the line yet. Source of the rule: the labelling guide (a described payment is agency, a menu is not).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.mentions.confidence import rejudged
from collector.extract.mentions.judge import Verdict
from collector.words import ItemKind, Polarity

if TYPE_CHECKING:
    from collector.extract.finding import Mention

_HEADS = frozenset({"title", "heading"})


def add_lines(mentions: tuple[Mention, ...], lines: dict[str, str]) -> tuple[Mention, ...]:
    """Add a mention of the line at the place of the first sentence about the scenario, in order of place."""
    offers = [one for one in mentions if one.polarity is Polarity.OFFERED and not one.is_hidden]
    known = {one.item_id for one in offers if one.item_kind is ItemKind.BUSINESS_LINE}
    bills = [one for one in offers if one.item_kind is ItemKind.SCENARIO and one.item_id in lines]
    headed = {one.item_id for one in bills if one.block_kind in _HEADS}
    added: dict[str, Mention] = {}
    for one in bills:
        line = lines[one.item_id]
        if line not in known and one.item_id in headed and one.rule == "sentence":
            added.setdefault(line, _as_line(one, line))
    return tuple(sorted((*mentions, *added.values()), key=lambda one: (one.position, one.offset)))


def _as_line(mention: Mention, line: str) -> Mention:
    verdict = Verdict(Polarity.OFFERED, f"the page describes {mention.item_id}", "described_payment")
    return rejudged(mention, verdict, ItemKind.BUSINESS_LINE, line)
