"""Many patterns, one text → the few that can be found in it, by the words that each cannot do without.

Enters: compiled patterns; then texts. Leaves: the numbers of the patterns worth searching for. A pattern
whose needed words are not known is always among them, so that a sieve never changes what is found: it only
leaves out searches that would find nothing (2026-11-28, on 867 kept pages: 94 of 100 by clause rules).
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_parser = importlib.import_module("re._parser")  # how the standard library reads a pattern; no public name
_MOST = 64
"""Words that a stretch of a pattern may stand for; beyond that it is cut in two."""
_SHARE = 0.1
"""How much rarer a word gets by one more character: at this fewest patterns pass (tried 0.005 to 0.4)."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_EMPTY = frozenset({"AT", "ASSERT", "ASSERT_NOT"})  # these match a place, not text
Words = frozenset[str]


class Sieve:
    """The needed words of some patterns, looked for in one pass; patterns are known by their number."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], marks: str = "") -> None:
        """``marks``: characters that patterns may ask for and texts do not have (set around a hit later)."""
        numbers: dict[str, list[int]] = {}
        always = []
        for number, pattern in enumerate(patterns):
            words = needed_words(pattern, marks)
            always += [] if words else [number]
            for word in words:
                numbers.setdefault(word, []).append(number)
        self._always = frozenset(always)
        self._numbers = tuple(numbers.values())
        self._automaton = AhoCorasick(list(numbers), matchkind=MatchKind.Standard)

    def passing(self, text: str) -> list[int]:
        """Numbers, in order, of the patterns that may be found in ``text``; all others cannot."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not found:
            return sorted(self._always)
        return sorted(self._always.union(*[self._numbers[word] for word, _, _ in found]))


def needed_words(pattern: re.Pattern[str], marks: str = "") -> Words:
    """Words of which every text that the pattern is found in holds at least one; empty where none are known.

    >>> sorted(needed_words(re.compile("(?:暂停|停止)[^。]*(?:系统|网络)?")))
    ['停止', '暂停']
    """
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    words = _needed(_parser.parse(pattern.pattern, pattern.flags), marks)
    return frozenset(word for word in words if not any(one in word for one in words - {word}))


def _needed(nodes: Iterable[tuple[Any, Any]], marks: str) -> Words:
    """The stretch that is seen least, of those that nodes in a row consist of: long words, and few."""
    stretch: Words = frozenset({""})
    found: list[Words] = []
    for operator, value in nodes:
        words = _all_words(str(operator), value, marks)
        if words and len(stretch) * len(words) <= _MOST:
            stretch = frozenset(before + after for before in stretch for after in words)
            continue
        found.append(stretch)
        stretch = words or frozenset({""})
        if not words:
            found.append(_needed_inside(str(operator), value, marks))
    usable = [words for words in (*found, stretch) if words and "" not in words]
    return min(usable, key=lambda words: sum(_SHARE ** len(word) for word in words), default=frozenset())


def _needed_inside(operator: str, value: Any, marks: str) -> Words:
    """Needed words of one node that may match more than is worth listing."""
    if operator == "SUBPATTERN" and not value[1] & re.IGNORECASE:
        return _needed(value[3], marks)
    if operator in _REPEATS and value[0] > 0:
        return _needed(value[2], marks)
    if operator == "BRANCH":
        branches = [_needed(branch, marks) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _all_words(operator: str, value: Any, marks: str) -> Words:
    """All that one node can match, where that is little; empty where it is not."""
    words: Words = frozenset()
    if operator in _EMPTY:
        words = frozenset({""})
    elif operator == "LITERAL":
        words = frozenset({chr(value)} - set(marks))
    elif operator == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        listed = {chr(code) for _, code in value}
        words = frozenset(listed) if listed.isdisjoint(marks) else words
    elif operator == "SUBPATTERN" and not value[1] & re.IGNORECASE:
        words = _all_in_row(value[3], marks)
    elif operator == "BRANCH":
        branches = [_all_in_row(branch, marks) for branch in value[1]]
        words = frozenset().union(*branches) if all(branches) else words
    elif operator in _REPEATS and value[:2] == (0, 1):
        inner = _all_in_row(value[2], marks)
        words = inner | {""} if inner else words
    return words if len(words) <= _MOST else frozenset()


def _all_in_row(nodes: Iterable[tuple[Any, Any]], marks: str) -> Words:
    row: Words = frozenset({""})
    for operator, value in nodes:
        words = _all_words(str(operator), value, marks)
        if not words or len(row) * len(words) > _MOST:
            return frozenset()
        row = frozenset(before + after for before in row for after in words)
    return row
