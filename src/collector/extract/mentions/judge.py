"""What a sentence says about a thing it names: offered, not offered, or not about an offer.

Enters: one sentence with its hits and where it stands. Leaves: a polarity, a reason and the rule's name
for each hit. The rules are tables, read from top to bottom; the first that applies decides.
Their specification is the labelling guide; docs/reference/extraction.md lists them with an example
each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.extract.mentions.passing import is_line_in_passing, is_technology_in_passing
from collector.extract.mentions.polarity import Negation, find_cue, find_negations, is_unneeded
from collector.extract.mentions.rule_search import Around, first_rule, look_around
from collector.extract.pages.blocks import STANDING_ALONE
from collector.extract.pages.regions import FRIENDLY
from collector.words import OBSERVED_KINDS, ItemKind, Polarity

if TYPE_CHECKING:
    from collector.extract.mentions.sentence import Sentence
    from collector.extract.mentions.terms import Hit
    from collector.extract.pages.blocks import Block


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one hit was judged; ``rule`` names the row of the tables that decided."""

    polarity: Polarity
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence of a block and the verdicts on its hits."""

    block: Block
    sentence: Sentence
    verdicts: dict[Hit, Verdict]


def judge(
    block: Block, sentence: Sentence, hits: tuple[Hit, ...], page_kind: str | None
) -> dict[Hit, Verdict]:
    """Judge every hit of one sentence; ``page_kind`` is news, recruitment, regulation or None."""
    negations = _negations(sentence.text, hits)
    around = look_around(block, sentence, hits, page_kind)
    verdicts: dict[Hit, Verdict] = {}
    for hit in hits:
        verdict = _not_about_offer(block, sentence, hit, around)
        if verdict is None and hit in negations:
            found = negations[hit]
            verdict = Verdict(Polarity.NOT_OFFERED, f"{found.rule}: {found.cue}", found.rule)
        verdicts[hit] = verdict or _by_place(block, sentence, hit)
    return verdicts


def _negations(text: str, hits: tuple[Hit, ...]) -> dict[Hit, Negation]:
    """What is negated: a service channel or technology beside it never changes what a negation governs."""
    observed = tuple(hit for hit in hits if hit.kind in OBSERVED_KINDS)
    negations = find_negations(text, observed)
    if len(observed) < len(hits):
        negations |= {
            hit: found for hit, found in find_negations(text, hits).items() if hit.kind not in OBSERVED_KINDS
        }
    return negations


def _not_about_offer(block: Block, sentence: Sentence, hit: Hit, around: Around) -> Verdict | None:
    verdict = None
    if hit.is_lookalike:
        verdict = _aside("lookalike", f"the word is part of {hit.term}")
    elif block.region == FRIENDLY:
        verdict = _aside("friendly_link", "a link to somebody else's site")
    elif any(start < hit.start < end for start, end in around.titles):
        verdict = _aside("document_title", "the word stands in a document's title")
    elif is_unneeded(sentence.text, hit):
        verdict = _aside("not_needed", "named as not needed or not opened by the reader")
    elif rule := first_rule(sentence, hit, around):
        verdict = _aside(rule.name, rule.reason)
    elif hit.kind is ItemKind.BUSINESS_LINE and is_line_in_passing(block, sentence, hit):
        verdict = _aside("in_passing", "the line is named, not offered")
    elif hit.kind is ItemKind.TECHNOLOGY and is_technology_in_passing(block, sentence, hit):
        verdict = _aside("not_used", "nothing says that the bank uses it")
    return verdict


def _by_place(block: Block, sentence: Sentence, hit: Hit) -> Verdict:
    """Nothing speaks against it: offered, unless the label or lead-in above says not yet or stopped."""
    for label in (sentence.lead, sentence.intro, block.lead, *block.path[-1:]):
        if label and (found := find_cue(label)) and block.kind not in {"menu", "title"}:
            return Verdict(Polarity.NOT_OFFERED, f"{found.rule}: {label}", f"{found.rule}_above")
    kind = block.kind if block.kind in STANDING_ALONE or block.kind == "table_cell" else "sentence"
    return Verdict(Polarity.OFFERED, f"named in a {kind}", kind)


def _aside(rule: str, reason: str) -> Verdict:
    return Verdict(Polarity.NOT_ABOUT_OFFER, reason, rule)
