"""What a sentence says about a thing it names: offered, not offered, or not about an offer.

Enters: one sentence with its hits and where it stands. Leaves: a polarity, a reason and the rule's name
for each hit. The rules are the tables below, read from top to bottom; the first that applies decides.
Their specification is the labelling guide; docs/reference/extraction.md lists them with an example
each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from collector.extract.mentions.clause_rules import CLAUSE_RULES
from collector.extract.mentions.passing import is_line_in_passing, is_technology_in_passing
from collector.extract.mentions.polarity import Negation, find_cue, find_negations, is_unneeded
from collector.extract.mentions.rules import (
    HEADING_RULES,
    LAUNCH,
    MENU_RULES,
    PAGE_RULES,
    SENTENCE_RULES,
    SUBJECT_RULES,
)
from collector.extract.mentions.sentence import Sentence, split_clauses
from collector.extract.pages.regions import CONTENT, FRIENDLY
from collector.words import OBSERVED_KINDS, ItemKind, Polarity

if TYPE_CHECKING:
    from collector.extract.mentions.rule import Rule
    from collector.extract.mentions.terms import Hit
    from collector.extract.pages.blocks import Block

_MENU_KINDS = frozenset({"menu", "link", "heading", "title", "button", "form_label"})
_POINT = re.compile(r"\W*(?:[一二三四五六七八九十]{1,3}|\d{1,2})?\W*")
_TABLES = {
    "sentence": SENTENCE_RULES,
    "heading": HEADING_RULES,
    "subject": SUBJECT_RULES,
    "menu": MENU_RULES,
}
_BOOK_TITLE = re.compile(r"《[^》]*》")


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
    verdicts: dict[Hit, Verdict] = {}
    for hit in hits:
        verdict = _not_about_offer(block, sentence, hit, hits, page_kind)
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


def _not_about_offer(
    block: Block, sentence: Sentence, hit: Hit, hits: tuple[Hit, ...], page_kind: str | None
) -> Verdict | None:
    titles = _BOOK_TITLE.finditer(sentence.text)
    checks = (
        ("lookalike", f"the word is part of {hit.term}", hit.is_lookalike),
        ("friendly_link", "a link to somebody else's site", block.region == FRIENDLY),
        (
            "document_title",
            "the word stands in a document's title",
            any(_holds(title, hit) for title in titles),
        ),
        ("not_needed", "named as not needed or not opened by the reader", is_unneeded(sentence.text, hit)),
    )
    for name, reason, applies in checks:
        if applies:
            return _aside(name, reason)
    has_channel = any(other.kind is ItemKind.CHANNEL for other in hits)
    for rule in _rules_that_apply(block, sentence, hit, page_kind):
        if not (rule.spares_channels and has_channel):
            return _aside(rule.name, rule.reason)
    if hit.kind is ItemKind.BUSINESS_LINE and is_line_in_passing(block, sentence, hit):
        return _aside("in_passing", "the line is named, not offered")
    if hit.kind is ItemKind.TECHNOLOGY and is_technology_in_passing(block, sentence, hit):
        return _aside("not_used", "nothing says that the bank uses it")
    return None


def _holds(title: re.Match[str], hit: Hit) -> bool:
    return title.start() < hit.start < title.end()


def _rules_that_apply(block: Block, sentence: Sentence, hit: Hit, page_kind: str | None) -> list[Rule]:
    """Rules for the hit whose pattern is found in their part of the page, in the order of the tables."""

    def found_in(table: str, text: str) -> list[Rule]:
        return [rule for rule in _matching(table, text) if _is_meant(rule, hit)]

    found: list[Rule] = []
    if page_kind is not None and block.kind != "menu" and block.region == "content":
        is_launch = page_kind == "news" and LAUNCH.search(sentence.text)
        found += [r for r in PAGE_RULES if r.name == page_kind and _is_meant(r, hit) and not is_launch]
    found += found_in("sentence", sentence.text)
    above = " ".join(
        filter(None, (*block.path[-2:], block.lead, sentence.intro, sentence.lead, block.column, block.row))
    )
    if block.kind not in _MENU_KINDS:
        found += [
            r for r in found_in("heading", above) if r.name != "instructions" or not _is_topic(sentence, hit)
        ]
    if block.region == CONTENT:
        found += found_in("subject", " ".join(block.path))
    found += found_in("menu", " ".join(block.path[-1:]))
    clause = next(part for part in split_clauses(sentence.text) if part.start <= hit.start < part.end + 1)
    before = sentence.text[clause.start : hit.start]
    after = sentence.text[hit.end : hit.end + 40]
    marked = f"{before}【{sentence.text[hit.start : hit.end]}】{after}"
    return found + [rule for rule in CLAUSE_RULES if _is_meant(rule, hit) and rule.pattern.search(marked)]


@lru_cache(maxsize=4096)  # one text is asked for each of its hits, and headings for each of their sentences
def _matching(table: str, text: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in _TABLES[table] if rule.pattern.search(text))


def _is_topic(sentence: Sentence, hit: Hit) -> bool:
    """True for the word that a point of a list opens with: （3）转账，即…"""
    return bool(sentence.item) and _POINT.fullmatch(sentence.text[: hit.start]) is not None


def _is_meant(rule: Rule, hit: Hit) -> bool:
    return hit.kind in rule.kinds and (not rule.item_ids or hit.item_id in rule.item_ids)


def _by_place(block: Block, sentence: Sentence, hit: Hit) -> Verdict:
    """Nothing speaks against it: offered, unless the label or lead-in above says not yet or stopped."""
    for label in (sentence.lead, sentence.intro, block.lead, *block.path[-1:]):
        if label and (found := find_cue(label)) and block.kind not in {"menu", "title"}:
            return Verdict(Polarity.NOT_OFFERED, f"{found.rule}: {label}", f"{found.rule}_above")
    kind = block.kind if block.kind in _MENU_KINDS or block.kind == "table_cell" else "sentence"
    return Verdict(Polarity.OFFERED, f"named in a {kind}", kind)


def _aside(rule: str, reason: str) -> Verdict:
    return Verdict(Polarity.NOT_ABOUT_OFFER, reason, rule)
