"""Text of a block → sentences with the small heading each stands under, and clauses of a sentence.

Enters: one block's text. Leaves: sentences with their offset, cut after 800 characters without an end.
Branch pages pack whole sections into one paragraph ("适用对象：…。开办条件：…"): such a short label
before a colon is the ``lead`` of what follows it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？；;!?\n]{1,800}[。！？；;!?]*")
_CLAUSE = re.compile(r"[，,]|(?<=[^不])(?=但是|但(?![不]限)|不过|然而)")
_MAY_SPLIT = re.compile("[，,但不然]")  # what every separator of _CLAUSE begins with
_COUNT = r"[一二三四五六七八九十\d]{1,3}"
_NUMBER = rf"(?:[（(]{_COUNT}[）)]|{_COUNT}[、.．)）]|[①-⑳])?\s*"
_ITEM = re.compile(
    r"(?<=[^\s及和与或至第见])\s*(?=[（(][一二三四五六七八九十]{1,3}[）)]|[（(]\d{1,2}[）)](?!\d)|[①-⑳])"
    r"|(?<=[^\d\s.．:：\-－—A-Za-z/（(第])\s*(?=\d{1,2}(?:[.．](?!\d)|、(?!\d)))"
)
_MAY_CUT = re.compile(
    r"[（(\d①-⑳](?:(?<=[①-⑳])|(?<=[（(])(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?<=\d)[.．、](?!\d))"
)  # what stands behind every cut; most sentences have none
_PLAIN = re.compile(
    r"[^。！？；;!?：:（(\d①-⑳•●■◆★\s]{1,800}"
)  # no sign that anything ends, begins or is a point
_LEAD = re.compile(rf"^\s*{_NUMBER}([^，,、：:（）()\s“”\"「」]{{2,14}})[：:]")
_POINT = re.compile(
    r"\s*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①-⑳•●■◆★]|\d{1,2}(?:[.．](?!\d)|、(?!\d)))"
)
_WORD = re.compile(r"\S+")
_ENTRY = r"[\u4e00-\u9fff][\u4e00-\u9fff\w]{1,7}"
_LABELS = re.compile(rf"\s*(?:{_ENTRY}\s+){{2,}}{_ENTRY}\s*")  # entries in one line
_INTRO = re.compile(r"[：:]\s*$")
_NO_LEAD = re.compile(r"例如|比如|包括|如下|其中|以下|具体|电话|热线|网址|地址|^如$|^注$|为$|有$|是$")


class Sentence(NamedTuple):
    """One sentence, its place in the block, and the label that introduces it (None: none).

    ``item``: the number of the point of a list that it belongs to, counted over the block, 0 before the
    first; ``intro``: the line ending in a colon before that list.
    """

    text: str
    offset: int
    lead: str | None
    item: int = 0
    intro: str | None = None


class Clause(NamedTuple):
    """A part of a sentence between commas (or before 但), and its place in the sentence."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split at 。！？；, line ends and points of a list; a label holds until the next label of the block."""
    if _PLAIN.fullmatch(text):
        return (Sentence(text, 0, None),)
    sentences: list[Sentence] = []
    lead: str | None = None
    intro: str | None = None
    item = 0
    for match in _SENTENCE.finditer(text):
        for start, end in _points(match):
            piece = text[start:end]
            if not piece.strip():
                continue
            if _POINT.match(piece):
                intro = (
                    sentences[-1].text
                    if not item and sentences and _INTRO.search(sentences[-1].text)
                    else intro
                )
                item += 1
            label = _LEAD.match(piece) if "：" in piece or ":" in piece else None
            if label and not _NO_LEAD.search(label[1]):
                lead = label[1]
            sentences.append(Sentence(piece, start, lead, item, intro if item else None))
    return tuple(sentences)


def _points(sentence: re.Match[str]) -> list[tuple[int, int]]:
    """Places of the points of a list that a sentence holds: 1.水费2.电费 are two."""
    if _LABELS.fullmatch(sentence[0]):
        return [
            (sentence.start() + word.start(), sentence.start() + word.end())
            for word in _WORD.finditer(sentence[0])
        ]
    if not _MAY_CUT.search(sentence[0]):
        return [sentence.span()]
    cuts = [
        sentence.start(),
        *(sentence.start() + cut.end() for cut in _ITEM.finditer(sentence[0])),
        sentence.end(),
    ]
    return list(pairwise(cuts))


@lru_cache(maxsize=64)
def split_clauses(sentence: str) -> tuple[Clause, ...]:
    """Clauses in order; separators belong to no clause."""
    if not _MAY_SPLIT.search(sentence):
        return (Clause(sentence, 0, len(sentence)),) if sentence.strip() else ()
    clauses: list[Clause] = []
    start = 0
    for match in _CLAUSE.finditer(sentence):
        clauses.append(Clause(sentence[start : match.start()], start, match.start()))
        start = match.end()
    clauses.append(Clause(sentence[start:], start, len(sentence)))
    return tuple(clause for clause in clauses if clause.text.strip())


def find_clause(sentence: str, place: int) -> Clause:
    """The clause that holds the character at ``place``, or ends in front of it."""
    clauses = split_clauses(sentence)
    if len(clauses) > 1:
        for clause in clauses:
            if place <= clause.end:
                return clause
    return clauses[-1]
