"""Taxonomy terms in a text: which items it names, and where.

Enters: the taxonomy and one text. Leaves: hits in order of place. Refuses overlaps: of one item the
leftmost longest term counts; of one kind a longer term silences the shorter ones of other items inside
it (固定电话费 is not 电话费); a lookalike silences the terms of its own item inside it and is itself a
hit marked so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from collector.extract.mentions.fused import BANK, BANKS, FEE, FUSED_END, JOINED, fused_pattern, stem_pattern
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.models import Item, Taxonomy

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
_FOLD |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_FOLD |= {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}
_IS_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, sorted(_FOLD))))}]")
_WORD = re.compile(r"[a-z0-9]")
_LONGEST_STEM, _LONGEST_LABEL = 4, 12
GENERIC_ID = "utility_generic"
"""The first leaf of daily living: bill payment, item not named."""


class Hit(NamedTuple):
    """One item named at ``text[start:end]``; ``term`` is the taxonomy's word, not the page's spelling."""

    kind: ItemKind
    item_id: str
    term: str
    start: int
    end: int
    is_lookalike: bool = False

    def covers(self, other: Hit) -> bool:
        """True where this hit holds the other one and is longer."""
        is_longer = self.end - self.start > other.end - other.start
        return is_longer and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Automaton over all terms and lookalikes, what each pattern stands for, and the fused lists of fees.

    ``latin`` are the patterns that begin or end with a letter or digit, and so may be part of a longer word;
    ``bills`` are the leaves that stand beside the one for bills not named; ``labels`` are the words that
    count only where they are all of the text; ``lines`` give the line of business that a scenario belongs to;
    ``exact`` are the words that end in 银行, for lists that write it once (网上、电话银行).
    """

    automaton: AhoCorasick
    roles: tuple[tuple[tuple[Item, str, bool], ...], ...]
    latin: frozenset[int]
    fused: re.Pattern[str] | None
    stem: re.Pattern[str] | None
    stems: dict[str, tuple[tuple[Item, str], ...]]
    bills: frozenset[str]
    labels: dict[str, tuple[tuple[Item, str], ...]]
    lines: dict[str, str]
    exact: dict[str, tuple[tuple[Item, str], ...]]


def fold(text: str) -> str:
    """Half width and lower case for matching, same length as ``text``."""
    return text.translate(_FOLD) if _IS_FOLDED.search(text) else text


def build_lexicon(taxonomy: Taxonomy) -> Lexicon:
    """Build the automaton once per process; categories have no terms and give no hits."""
    roles: dict[str, list[tuple[Item, str, bool]]] = {}
    stems: dict[str, list[tuple[Item, str]]] = {}
    labels: dict[str, list[tuple[Item, str]]] = {}
    for item in taxonomy.items:
        for words, is_lookalike in ((item.terms, False), (item.lookalikes, True)):
            for word in words:
                roles.setdefault(fold(word), []).append((item, word, is_lookalike))
        for word in item.labels:
            labels.setdefault(fold(word), []).append((item, word))
        for word in item.terms:
            if item.kind is ItemKind.SCENARIO and word.endswith(FEE) and 1 < len(word) <= _LONGEST_STEM + 1:
                stems.setdefault(fold(word[:-1]), []).append((item, word))
    patterns = sorted(roles)
    stem = stem_pattern(stems)
    return Lexicon(
        automaton=AhoCorasick(patterns, matchkind=MatchKind.Standard),
        roles=tuple(tuple(roles[pattern]) for pattern in patterns),
        latin=frozenset(
            number for number, word in enumerate(patterns) if _WORD.match(word[0]) or _WORD.match(word[-1])
        ),
        fused=fused_pattern(stem),
        stem=stem,
        stems={word: tuple(found) for word, found in stems.items()},
        bills=_bills(taxonomy),
        labels={word: tuple(found) for word, found in labels.items()},
        exact={
            word: tuple((item, term) for item, term, is_lookalike in found if not is_lookalike)
            for word, found in roles.items()
            if word.endswith("银行")
        },
        lines={item.item_id: item.line for item in taxonomy.items if item.line is not None},
    )


def _bills(taxonomy: Taxonomy) -> frozenset[str]:
    parents = {item.parent_id for item in taxonomy.items if item.item_id == GENERIC_ID}
    return frozenset(
        item.item_id
        for item in taxonomy.items
        if item.parent_id in parents - {None} and item.item_id != GENERIC_ID
    )


@lru_cache(maxsize=8192)  # menus, headings and paths come again on every page of a site
def find_hits(lexicon: Lexicon, text: str) -> tuple[Hit, ...]:
    """Hits of ``text`` by place; one piece of text may name several items (水电费: water and electricity)."""
    folded = fold(text)
    found: list[Hit] = []
    for pattern, start, end in lexicon.automaton.find_matches_as_indexes(folded, overlapping=True):
        if pattern not in lexicon.latin or _is_whole_word(folded, start, end):
            found += [
                Hit(item.kind, item.item_id, word, start, end, is_lookalike)
                for item, word, is_lookalike in lexicon.roles[pattern]
            ]
    found += _fused_hits(lexicon, folded)
    if len(folded) <= _LONGEST_LABEL:
        start = len(folded) - len(folded.lstrip())
        for item, word in lexicon.labels.get(folded.strip(), ()):
            found.append(Hit(item.kind, item.item_id, word, start, start + len(word)))
    if all(former.end <= later.start for former, later in pairwise(found)):
        return tuple(found)  # in order and apart, as in two of three texts: nothing to weigh
    kept = [hit for hit in found if not any(_silences(other, hit) for other in found)]
    return tuple(sorted(_leftmost(kept), key=lambda hit: (hit.start, hit.end, hit.kind, hit.item_id)))


def _silences(other: Hit, hit: Hit) -> bool:
    """True where a longer term of another item, of the same kind, holds this one."""
    if other.kind is not hit.kind or other.item_id == hit.item_id or not other.covers(hit):
        return False
    is_list = "、" in other.term  # a term may be a list, which names each of its parts
    return not (other.is_lookalike or hit.is_lookalike or is_list)


def _leftmost(hits: Iterable[Hit]) -> list[Hit]:
    """Of one item keep the leftmost longest; a lookalike beats a term of the same place."""
    ends: dict[tuple[ItemKind, str], int] = {}
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, not hit.is_lookalike, hit.term)):
        if hit.start >= ends.get((hit.kind, hit.item_id), 0):
            ends[hit.kind, hit.item_id] = hit.end
            kept.append(hit)
    return kept


def _is_whole_word(text: str, start: int, end: int) -> bool:
    """A term of Latin letters is no part of a longer Latin word: app is not in apple."""
    is_glued_left = start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1])
    is_glued_right = end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
    return not (is_glued_left or is_glued_right)


def _fused_hits(lexicon: Lexicon, text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in BANKS.finditer(text) if "银行" in text and JOINED.search(text) else ():
        for part in BANK.finditer(match[0]):
            start = match.start() + part.start()
            named = lexicon.exact.get(f"{part[0]}银行", ())
            hits += [Hit(item.kind, item.item_id, word, start, start + len(part[0])) for item, word in named]
    if lexicon.fused is None or lexicon.stem is None:
        return hits
    if not (FUSED_END.search(text) and lexicon.stem.search(text)):
        return hits
    for match in lexicon.fused.finditer(text):
        if match[0].removesuffix(FEE) in lexicon.stems:
            continue
        for part in lexicon.stem.findall(match[0]):
            hits += [
                Hit(item.kind, item.item_id, word, match.start(), match.end())
                for item, word in lexicon.stems[part]
            ]
    return hits
