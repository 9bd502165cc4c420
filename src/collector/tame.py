"""Markup that would take a parser minutes, made harmless before it is parsed.

Enters: the text of a page. Leaves: the same text; without the tags that nest deeper than 500, without the
attributes of a tag that has hundreds, without what comes after two million characters or after the place
where unclosed ``<font>`` and the like have been opened again two million times; and a note of what was cut.
Browsers stop at a depth of 512; the parser used here does not, and its time grows with the square of depth
and of attributes: 100,000 nested ``<div>`` held a process for minutes, 22 KB of ``<font>`` and ``<p>``
became 800,000 elements (2026-11). Refuses to judge: text stays, only tags go.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

MAX_DEPTH = 500
MAX_ATTRIBUTES = 200
MAX_CHARS = 2_000_000
MAX_REOPENED = 2_000_000
_FEW_CHARS = 10_000
_LONG_TAG_CHARS = 800
_TAG = re.compile(
    r"""<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?)*+)(>?))"""
)
_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
# these have no content, or end by themselves where the next one starts
_FLAT = frozenset(
    {
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "wbr",
        ),
        *("track", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option"),
        *("optgroup", "rt", "rp", "html", "head", "body"),
    }
)
# closing one of these leaves those open that were opened after it
_FORMATTING = frozenset(
    {
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
        *("tt", "u"),
    }
)
_EQUAL = 3
# an end tag does not reach through these
_WALLS = frozenset({"table", "object", "applet", "marquee", "template", "svg", "math", "select", "button"})


def tame(text: str) -> str:
    """``text`` without what takes a parser too long; the same object where there is no such thing."""
    return _tamed(text)[0]


def cut_note(text: str) -> str | None:
    """What :func:`tame` takes from ``text``, for people; None where it takes nothing."""
    return _tamed(text)[1]


@lru_cache(maxsize=4)  # a page is parsed several times in a row
def _tamed(text: str) -> tuple[str, str | None]:
    n_whole = len(text)
    text = text[:MAX_CHARS]
    if len(text) <= _FEW_CHARS and text.count("<") <= MAX_DEPTH and text.count("=") <= MAX_ATTRIBUTES:
        return text, None
    kept: list[str] = []
    nest = _Nest()
    n_bare = at = done = 0
    end = len(text)
    while (found := _TAG.search(text, at)) is not None:
        start, name, rest = found.start(), found[3], found[4]
        at = _skip_raw(text, found)
        if at < 0:
            # a comment, script or tag that never ends: nothing behind it is markup
            end = start if len(rest or "") > _LONG_TAG_CHARS and not found[5] else end
            break
        if name is not None and len(rest) > _LONG_TAG_CHARS and len(rest.split()) > MAX_ATTRIBUTES:
            kept.append(text[done : found.end(3)] + ">")
            done = found.end()
            n_bare += 1
        if name is None or at != found.end():
            continue  # a comment, or a tag with text that is no markup
        if nest.is_surplus(name.lower(), rest, is_end=bool(found[2])):
            kept.append(text[done:start])
            done = at
        if nest.n_reopened > MAX_REOPENED:
            end = at
            break
    tamed = "".join([*kept, text[done:end]]) if kept or end < len(text) else text
    return tamed, _note(n_whole, end, nest.n_dropped, n_bare)


def _skip_raw(text: str, found: re.Match[str]) -> int:
    """Where to go on behind a comment, a tag, or a tag and all the text that is no markup; -1 for nowhere."""
    if found[1]:
        return text.find("-->", found.end())
    raw = None if found[2] else _RAW.get(found[3].lower())
    if raw is not None:
        closing = raw.search(text, found.end(3))
        return closing.end() if closing else -1
    return found.end() if found[5] else -1


def _note(n_whole: int, n_read: int, n_deep: int, n_bare: int) -> str | None:
    notes = [f"read to {n_read} of {n_whole} characters"] if n_read < n_whole else []
    if n_deep:
        notes.append(f"{n_deep} tags deeper than {MAX_DEPTH} levels left out")
    if n_bare:
        notes.append(f"{n_bare} tags with more than {MAX_ATTRIBUTES} attributes read without them")
    return "; ".join(notes) or None


class _Nest:
    """The tags that are open, how many were left out, and how often a parser opens unclosed ones again."""

    def __init__(self) -> None:
        self.n_dropped = 0
        self.n_reopened = 0
        self._open: list[str] = []
        self._walls: list[int] = []
        self._inside: list[Counter[str]] = [Counter()]
        self._dropped: Counter[str] = Counter()
        self._formatting: list[str] = []
        self._attributes: list[str] = []
        self._same: Counter[tuple[str, str]] = Counter()
        self._unclosed: Counter[str] = Counter()

    def is_surplus(self, name: str, attributes: str, *, is_end: bool) -> bool:
        """True where this tag is to be left out."""
        is_formatting = name in _FORMATTING
        if not is_formatting:
            self.n_reopened += len(self._formatting)
        if name in _FLAT:
            return False
        if is_end and self._dropped[name]:
            self._dropped[name] -= 1
            return True
        if is_end:
            self._end(name)
            return False
        if max(len(self._open), len(self._formatting)) >= MAX_DEPTH:
            self._dropped[name] += 1
            self.n_dropped += 1
            return True
        if is_formatting and self._same[name, attributes] < _EQUAL:
            self._same[name, attributes] += 1
            self._unclosed[name] += 1
            self._formatting.append(name)
            self._attributes.append(attributes)
        if name in _WALLS:
            self._walls.append(len(self._open))
            self._inside.append(Counter())
        else:
            self._inside[-1][name] += 1
        self._open.append(name)
        return False

    def _end(self, name: str) -> None:
        if name in _WALLS:
            if self._walls and self._open[self._walls[-1]] == name:
                del self._open[self._walls.pop() :]
                self._inside.pop()
            return
        if self._unclosed[name]:
            place = _last(name, self._formatting)
            self._same[name, self._attributes.pop(place)] -= 1
            del self._formatting[place]
            self._unclosed[name] -= 1
        inside = self._inside[-1]
        if not inside[name]:
            return
        place = _last(name, self._open)
        gone = slice(place, place + 1 if name in _FORMATTING else None)
        for one in self._open[gone]:
            inside[one] -= 1
        del self._open[gone]


def _last(name: str, names: list[str]) -> int:
    place = len(names) - 1
    while names[place] != name:
        place -= 1
    return place
