"""Which rule of the tables speaks of a hit: those of its sentence, its page and what it stands under, then of
its clause.

Enters: a block, one sentence and its hits. Leaves: for each hit the first rule that applies, in the order of
the tables. What is the same for all hits of a sentence is looked for once, and only those patterns are tried
whose needed words stand in the text (sieve.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from collector.extract.mentions.clause_rules import CLAUSE_RULES
from collector.extract.mentions.rules import (
    HEADING_RULES,
    LAUNCH,
    MENU_RULES,
    PAGE_RULES,
    SENTENCE_RULES,
    SUBJECT_RULES,
)
from collector.extract.mentions.sentence import Sentence, find_clause
from collector.extract.mentions.sieve import Sieve
from collector.extract.pages.blocks import STANDING_ALONE
from collector.extract.pages.regions import CONTENT
from collector.words import ItemKind

if TYPE_CHECKING:
    from collector.extract.mentions.rule import Rule
    from collector.extract.mentions.terms import Hit
    from collector.extract.pages.blocks import Block

_POINT = re.compile(r"\W*(?:[一二三四五六七八九十]{1,3}|\d{1,2})?\W*")
_BOOK_TITLE = re.compile(r"《[^》]*》")
_TABLES = {
    name: (rules, Sieve([one.pattern for one in rules]))
    for name, rules in (
        ("heading", HEADING_RULES),
        ("subject", SUBJECT_RULES),
        ("menu", MENU_RULES),
    )
}
_TEXT_SIEVE = Sieve([one.pattern for one in (*SENTENCE_RULES, *CLAUSE_RULES)], marks="【】")


class Around(NamedTuple):
    """What is the same for all hits of a sentence.

    ``titles``: places of titles of documents. ``rules``: those found in the sentence, above it or of the
    page. ``clause_rules``: those that may be found in one of its clauses.
    """

    titles: list[tuple[int, int]]
    rules: list[Rule]
    clause_rules: list[Rule]


def look_around(block: Block, sentence: Sentence, hits: tuple[Hit, ...], page_kind: str | None) -> Around:
    """Rules in the order of the tables; the first that applies to a hit decides."""
    text = sentence.text
    rules: list[Rule] = []
    if page_kind is not None and block.kind != "menu" and block.region == "content":
        is_launch = page_kind == "news" and LAUNCH.search(text)
        rules += [one for one in PAGE_RULES if one.name == page_kind and not is_launch]
    passing = _TEXT_SIEVE.passing(text)
    of_sentence = (SENTENCE_RULES[number] for number in passing if number < len(SENTENCE_RULES))
    rules += [one for one in of_sentence if one.pattern.search(text)]
    labels = (block.lead, sentence.intro, sentence.lead, block.column, block.row)
    rules += _rules_above(
        block.path,
        None if block.kind in STANDING_ALONE else labels,
        is_content=block.region == CONTENT,
    )
    clause_rules = [CLAUSE_RULES[n - len(SENTENCE_RULES)] for n in passing if n >= len(SENTENCE_RULES)]
    if any(hit.kind is ItemKind.CHANNEL for hit in hits):
        rules = [one for one in rules if not one.spares_channels]
        clause_rules = [one for one in clause_rules if not one.spares_channels]
    titles = [title.span() for title in _BOOK_TITLE.finditer(text)] if "《" in text else []
    return Around(titles, rules, clause_rules)


def first_rule(sentence: Sentence, hit: Hit, around: Around) -> Rule | None:
    """The first rule that speaks of the hit and is found in its part of the page."""
    for rule in around.rules:
        if _is_meant(rule, hit) and not (rule.name == "instructions" and _is_topic(sentence, hit)):
            return rule
    meant = [rule for rule in around.clause_rules if _is_meant(rule, hit)]
    if not meant:
        return None
    text = sentence.text
    clause = find_clause(text, hit.start)
    marked = f"{text[clause.start : hit.start]}【{text[hit.start : hit.end]}】{text[hit.end : hit.end + 40]}"
    return next((rule for rule in meant if rule.pattern.search(marked)), None)


@lru_cache(maxsize=4096)  # asked for each sentence of all the text that stands under the same
def _rules_above(
    path: tuple[str, ...], labels: tuple[str | None, ...] | None, *, is_content: bool
) -> tuple[Rule, ...]:
    """Rules found in what a sentence stands under; ``labels`` are None for what stands alone."""
    asked = [("menu", " ".join(path[-1:]))]
    if is_content:
        asked.insert(0, ("subject", " ".join(path)))
    if labels is not None:
        asked.insert(0, ("heading", " ".join(filter(None, (*path[-2:], *labels)))))
    return tuple(
        rule
        for table, text in asked
        for rule in (_TABLES[table][0][number] for number in _TABLES[table][1].passing(text))
        if rule.pattern.search(text)
    )


def _is_topic(sentence: Sentence, hit: Hit) -> bool:
    """True for the word that a point of a list opens with: （3）转账，即…"""
    return bool(sentence.item) and _POINT.fullmatch(sentence.text[: hit.start]) is not None


def _is_meant(rule: Rule, hit: Hit) -> bool:
    return hit.kind in rule.kinds and (not rule.item_ids or hit.item_id in rule.item_ids)
