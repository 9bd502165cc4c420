"""The leaf for bills that a page does not name gives way where the page names them.

Enters: all mentions of one page and its breadcrumb. Leaves: the same mentions; those of the unnamed-bill
leaf are set aside where their sentence names another scenario, where the page itself (not its menus) offers
another leaf of daily living, where its title offers another scenario, or where only the breadcrumb or a
button of a page about another scenario names it. Source of the rule: the labelling guide, "only where the
items are not listed".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.extract.mentions.confidence import rejudged
from collector.extract.mentions.judge import Verdict
from collector.extract.mentions.terms import GENERIC_ID
from collector.words import ItemKind, Polarity

if TYPE_CHECKING:
    from collector.extract.finding import Mention

_ITEMISED = Verdict(Polarity.NOT_ABOUT_OFFER, "the page names the bills one by one", "itemised")


def drop_generic(
    mentions: tuple[Mention, ...], siblings: frozenset[str], crumb: tuple[str, ...]
) -> tuple[Mention, ...]:
    """Set aside unnamed-bill offers that the page itemises; ``siblings`` are the leaves beside that one."""
    shown = [one for one in mentions if not one.is_hidden]
    named = [one for one in shown if one.item_kind is ItemKind.SCENARIO and one.item_id != GENERIC_ID]
    by_sentence = {(one.position, one.sentence) for one in named}
    own = [one for one in named if one.polarity is Polarity.OFFERED and one.block_kind != "menu"]
    is_listed = any(one.item_id in siblings or one.block_kind == "title" for one in own)
    return tuple(
        rejudged(one, _ITEMISED, one.item_kind, one.item_id)
        if _is_generic(one)
        and (
            is_listed
            or (one.position, one.sentence) in by_sentence
            or (own and (one.sentence in crumb or one.block_kind == "button"))
        )
        else one
        for one in mentions
    )


def _is_generic(mention: Mention) -> bool:
    is_unnamed = mention.item_kind is ItemKind.SCENARIO and mention.item_id == GENERIC_ID
    return is_unnamed and mention.polarity is Polarity.OFFERED
