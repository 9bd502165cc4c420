"""How far a reading is to be trusted, and by which version of its rule it was made.

Enters: the kind of item, a verdict, and what named the channel. Leaves: a share from 0 to 1 in hundredths,
and a version of 8 hex digits. The shares are measured, not felt: how often readings by that rule agreed with
labels made by hand (`collector evaluate` counts them anew), drawn towards the share of all where few.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from collector.extract.mentions import (
    channels,
    declared_channels,
    judge,
    page_channels,
    passing,
    polarity,
    rule_search,
    sentence,
)
from collector.extract.mentions.clause_rules import CLAUSE_RULES
from collector.extract.mentions.rules import (
    HEADING_RULES,
    MENU_RULES,
    PAGE_RULES,
    SENTENCE_RULES,
    SUBJECT_RULES,
)
from collector.words import ChannelBasis, ItemKind, Polarity

if TYPE_CHECKING:
    from collector.extract.finding import Mention
    from collector.extract.mentions.judge import Verdict

_TABLES = (*PAGE_RULES, *SENTENCE_RULES, *HEADING_RULES, *MENU_RULES, *SUBJECT_RULES, *CLAUSE_RULES)
Counts = tuple[int, int]
"""Readings that agreed with the labels, and readings that did not."""

OFFERED: dict[tuple[ItemKind, str], Counts] = {
    (ItemKind.SCENARIO, "sentence"): (178, 6),
    (ItemKind.SCENARIO, "menu"): (59, 2),
    (ItemKind.SCENARIO, "heading"): (39, 1),
    (ItemKind.SCENARIO, "title"): (26, 1),
    (ItemKind.BUSINESS_LINE, "sentence"): (318, 28),
    (ItemKind.BUSINESS_LINE, "menu"): (238, 0),
    (ItemKind.BUSINESS_LINE, "heading"): (152, 0),
    (ItemKind.BUSINESS_LINE, "title"): (121, 1),
    (ItemKind.BUSINESS_LINE, "described_payment"): (6, 1),
    (ItemKind.BUSINESS_LINE, "form_label"): (0, 1),
    (ItemKind.CHANNEL, "sentence"): (218, 1),
    (ItemKind.CHANNEL, "menu"): (102, 0),
    (ItemKind.CHANNEL, "heading"): (50, 0),
}
REFUSED: dict[str, Counts] = {
    "lookalike": (159, 4),
    "requirement": (68, 4),
    "in_passing": (57, 8),
    "instructions": (47, 6),
    "itemised": (31, 0),
    "annuity": (22, 4),
    "document": (17, 5),
    "card_spending": (11, 0),
    "custody_section": (10, 1),
    "invested_in": (7, 1),
    "news": (7, 1),
    "loan_purpose": (4, 3),
    "document_title": (5, 2),
    "disclaimer": (1, 2),
    "insurance_named": (0, 1),
}
CHANNEL: dict[ChannelBasis, Counts] = {
    ChannelBasis.SENTENCE: (128, 12),
    ChannelBasis.DECLARED: (69, 0),
    ChannelBasis.POINT: (23, 4),
    ChannelBasis.HEADING: (24, 0),
    ChannelBasis.HOST: (16, 0),
    ChannelBasis.LABEL: (9, 0),
}
"""Counted on 2026-11-28 over 308 labelled pages: an item once per page and rule, a refusal where the page
offers the item nowhere, a channel where the scenario itself is right."""
_ALL_OFFERED, _ALL_REFUSED, _ALL_CHANNELS = Decimal("0.96"), Decimal("0.92"), Decimal("0.94")
_WEIGHT = 10  # readings that the share of all counts for
_CERTAIN = frozenset({ChannelBasis.ITSELF, ChannelBasis.APP, ChannelBasis.UNSTATED})
_NONE: Counts = (0, 0)


def confidence_of(kind: ItemKind, verdict: Verdict, basis: ChannelBasis) -> Decimal:
    """Share of readings like this one that agreed with the labels, in hundredths.

    Of an offer it is the share for the item times the share for the channel that it is tied to.
    """
    return _confidence(kind, verdict.polarity, verdict.rule, basis)


@lru_cache(maxsize=1024)  # kinds, rules and bases are closed lists
def _confidence(kind: ItemKind, said: Polarity, rule: str, basis: ChannelBasis) -> Decimal:
    if said is not Polarity.OFFERED:
        return _rounded(_share(REFUSED.get(rule, _NONE), _ALL_REFUSED))
    share = _share(OFFERED.get((kind, rule), _NONE), _ALL_OFFERED)
    if basis not in _CERTAIN:
        share *= _share(CHANNEL.get(basis, _NONE), _ALL_CHANNELS)
    return _rounded(share)


def rejudged(mention: Mention, verdict: Verdict, kind: ItemKind, item_id: str) -> Mention:
    """The mention with another verdict, on another item where need be; version and confidence follow."""
    return replace(
        mention,
        item_kind=kind,
        item_id=item_id,
        polarity=verdict.polarity,
        reason=verdict.reason,
        rule=verdict.rule,
        rule_version=rule_version(verdict.rule),
        confidence=confidence_of(kind, verdict, mention.channel_basis),
    )


@cache
def rule_version(name: str) -> str:
    """8 hex digits over the rule's row of the tables, or over the code that decides where it has no row."""
    named = (one for one in _TABLES if one.name == name)
    rows = [repr((sorted(one.kinds), one.pattern.pattern, sorted(one.item_ids))) for one in named]
    if rows:
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:8]
    total = hashlib.sha256()
    judging = (judge, rule_search, passing, polarity, sentence)
    for module in (channels, declared_channels, page_channels, *judging):
        total.update(Path(str(module.__file__)).read_bytes())
    return total.hexdigest()[:8]


def _share(counts: Counts, of_all: Decimal) -> Decimal:
    n_right, n_wrong = counts
    return (n_right + of_all * _WEIGHT) / (n_right + n_wrong + _WEIGHT)


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
