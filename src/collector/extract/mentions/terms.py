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
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collector.models import Item, Taxonomy

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
_FOLD |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_FOLD |= {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}
_WORD = re.compile(r"[a-z0-9]")
_FEE = "费"
_LONGEST_STEM, _LONGEST_LABEL = 4, 12
GENERIC_ID = "utility_generic"
"""The first leaf of daily living: bill payment, item not named."""
_BANK = re.compile("网上|手机|电话|微信|短信|直销|掌上|个人网上|企业网上|个人手机")
_BANKS = re.compile(rf"(?:(?:{_BANK.pattern})[、/和及与或])+(?=(?:{_BANK.pattern})银行)")  # 网上、电话银行
_SUM = "(?:各类|各项|各种|日常|生活|公用事业|公共事业)*"  # 水、电等公用事业费
_WORD_START = r"(?:(?<=[缴交纳收付扣的和及与为括有持办理如含])|(?<![\u4e00-\u9fff]))"  # 集团水费 is no 团费


@dataclass(frozen=True, slots=True)
class Hit:
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

    ``bills`` are the leaves that stand beside the one for bills not named; ``labels`` are the words that
    count only where they are all of the text; ``lines`` give the line of business that a scenario belongs to;
    ``exact`` are the words that end in 银行, for lists that write it once (网上、电话银行).
    """

    automaton: AhoCorasick
    roles: tuple[tuple[tuple[Item, str, bool], ...], ...]
    fused: re.Pattern[str] | None
    stem: re.Pattern[str] | None
    stems: dict[str, tuple[tuple[Item, str], ...]]
    bills: frozenset[str]
    labels: dict[str, tuple[tuple[Item, str], ...]]
    lines: dict[str, str]
    exact: dict[str, tuple[tuple[Item, str], ...]]


def fold(text: str) -> str:
    """Half width and lower case for matching, same length as ``text``."""
    return text.translate(_FOLD)


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
            if item.kind is ItemKind.SCENARIO and word.endswith(_FEE) and 1 < len(word) <= _LONGEST_STEM + 1:
                stems.setdefault(fold(word[:-1]), []).append((item, word))
    patterns = sorted(roles)
    stem = _stem_pattern(stems)
    return Lexicon(
        automaton=AhoCorasick(patterns, matchkind=MatchKind.Standard),
        roles=tuple(tuple(roles[pattern]) for pattern in patterns),
        fused=_fused_pattern(stem),
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
        if _is_whole_word(folded, start, end):
            found += [
                Hit(item.kind, item.item_id, word, start, end, is_lookalike)
                for item, word, is_lookalike in lexicon.roles[pattern]
            ]
    found += _fused_hits(lexicon, folded)
    if len(folded) <= _LONGEST_LABEL:
        start = len(folded) - len(folded.lstrip())
        for item, word in lexicon.labels.get(folded.strip(), ()):
            found.append(Hit(item.kind, item.item_id, word, start, start + len(word)))
    kept = [hit for hit in found if not any(_silences(other, hit) for other in found)]
    return tuple(sorted(_leftmost(kept), key=lambda hit: (hit.start, hit.end, hit.kind, hit.item_id)))


def _silences(other: Hit, hit: Hit) -> bool:
    """True where a longer term of another item, of the same kind, holds this one."""
    if not other.covers(hit) or other.kind is not hit.kind or other.item_id == hit.item_id:
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


def _stem_pattern(stems: dict[str, list[tuple[Item, str]]]) -> re.Pattern[str] | None:
    if not stems:
        return None
    return re.compile(
        "|".join(re.escape(word) for word in sorted(stems, key=lambda word: (-len(word), word)))
    )


def _fused_pattern(stem: re.Pattern[str] | None) -> re.Pattern[str] | None:
    """Pattern of lists that write 费 once at the end: 水、电、燃气费, 党团工会费, 水电煤气缴费."""
    if stem is None:
        return None
    run = rf"(?:(?:{stem.pattern})[、/和及与]?){{2,}}"
    return re.compile(
        rf"{_WORD_START}{run}(?:[^，。、]{{1,4}}(?:、|(?=等))){{0,2}}等?(?:{_SUM}(?:缴费|费用|费|缴纳)|(?:部门|公司|单位|企业)[^，。]{{0,4}}收)"
    )


def _fused_hits(lexicon: Lexicon, text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in _BANKS.finditer(text) if "银行" in text else ():
        for part in _BANK.finditer(match[0]):
            start = match.start() + part.start()
            named = lexicon.exact.get(f"{part[0]}银行", ())
            hits += [Hit(item.kind, item.item_id, word, start, start + len(part[0])) for item, word in named]
    if lexicon.fused is None or lexicon.stem is None:
        return hits
    for match in lexicon.fused.finditer(text):
        if match[0].removesuffix(_FEE) in lexicon.stems:
            continue
        for part in lexicon.stem.findall(match[0]):
            hits += [
                Hit(item.kind, item.item_id, word, match.start(), match.end())
                for item, word in lexicon.stems[part]
            ]
    return hits
