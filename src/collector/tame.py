"""Markup that would take a parser minutes, made harmless before it is parsed.

Enters: the text of a page. Leaves: the same text; without the tags that nest deeper than 500, without the
attributes of a tag that has hundreds, and without what comes after two million characters. Browsers stop at a
depth of 512; the parser used here does not, and its time grows with the square of depth and of attributes:
100,000 nested ``<div>`` held a process for minutes (2026-11). Refuses to judge: text stays, only tags go.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

MAX_DEPTH = 500
MAX_ATTRIBUTES = 200
MAX_CHARS = 2_000_000
_SHORT_CHARS = 50_000
_LONG_TAG_CHARS = 800
_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*))")
_REST = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?)*+>""")
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
# an end tag does not reach through these
_WALLS = frozenset({"table", "object", "applet", "marquee", "template", "svg", "math", "select", "button"})


@lru_cache(maxsize=4)  # a page is parsed several times in a row
def tame(text: str) -> str:
    """``text`` without what takes a parser too long; the same object where there is no such thing."""
    text = text[:MAX_CHARS]
    if text.count("<") <= MAX_DEPTH and text.count("=") <= MAX_ATTRIBUTES and len(text) < _SHORT_CHARS:
        return text
    kept: list[str] = []
    nest = _Nest()
    at = done = 0
    while (found := _TAG.search(text, at)) is not None:
        at = found.end()
        if found[1]:
            at = text.find("-->", at)
        elif (raw := _RAW.get(found[3].lower())) is not None and not found[2]:
            closing = raw.search(text, at)
            at = closing.end() if closing else -1
        elif (rest := _REST.match(text, at)) is None:
            at = -1
        elif nest.is_surplus(found[3].lower(), is_end=bool(found[2])):
            kept.append(text[done : found.start()])
            at = done = rest.end()
        elif len(rest[0]) > _LONG_TAG_CHARS and len(rest[0].split()) > MAX_ATTRIBUTES:
            kept.append(text[done : found.end()] + ">")
            at = done = rest.end()
        if at < 0:
            break  # a comment, script or tag that never ends: nothing behind it is markup
    return "".join([*kept, text[done:]]) if kept else text


class _Nest:
    """The tags that are open, and how many were left out."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()

    def is_surplus(self, name: str, *, is_end: bool) -> bool:
        """True where this tag is to be left out."""
        if name in _FLAT:
            return False
        if is_end:
            return self._ends(name)
        if len(self._open) >= MAX_DEPTH:
            self._dropped[name] += 1
            return True
        self._open.append(name)
        self._count[name] += 1
        return False

    def _ends(self, name: str) -> bool:
        if self._dropped[name]:
            self._dropped[name] -= 1
            return True
        if not self._count[name]:
            return False
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] == name:
                end = place + 1 if name in _FORMATTING else None
                self._count.subtract(self._open[place:end])
                del self._open[place:end]
                break
            if self._open[place] in _WALLS:
                break
        return False
