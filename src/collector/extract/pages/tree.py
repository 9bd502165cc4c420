"""A parsed page laid out flat: its elements and texts in document order, each with where it ends.

Enters: the parser's tree. Leaves: a :class:`Tree`, in which "how much text is in here" and "is there a
table below" are a subtraction and a look-up, so that nothing is walked twice, however deep it nests. Left
out: what is never shown (scripts, styles, templates, comments). What is hidden when the page loads stays,
and is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from collector.extract.pages.hiding import Rules, is_hidden
from collector.extract.pages.regions import BLOCK_TAGS, SKIPPED_TAGS
from collector.tame import tame

Attributes = dict[str, str | None]
TEXT = "-text"
_NONE: Attributes = {}
_MAX_FRAMES = 2  # frames written into a frame written into the page
_MAX_ENTRY = 20  # more than a menu's word is a card that can be clicked
_CLICKED = "onclick"
_SOURCE_WRAP = re.compile(r"(?<=[\u4e00-\u9fff，、；：])\s++(?=[\u4e00-\u9fff])")


class Tree:
    """Parallel lists over the nodes of a page; place 0 is its body, a node is ``place:ends[place]``.

    ``texts`` are as a reader sees them: white space of the source is one space, or nothing between two 汉字.
    ``links`` are the places of links, and of short texts that lead somewhere when clicked.
    """

    def __init__(self, body: LexborNode, rules: Rules) -> None:
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[Attributes] = []
        self.parents: list[int] = []
        self.hidden: list[bool] = []
        self.by_tag: dict[str, list[int]] = defaultdict(list)
        self._rules = rules
        self._words: dict[bool, list[int]] = {False: [], True: []}
        self._chars: dict[bool, list[int]] = {False: [0], True: [0]}
        self._clicked: list[int] = []
        self._append(body, 0, 0)
        self.ends = self._find_ends()
        self.links = self._find_links()
        said = [place for place in sorted(self.links) if self.n_chars(place)]
        self._linked = {
            is_hidden: [place for place in said if self.hidden[place] is is_hidden]
            for is_hidden in (False, True)
        }
        self._link_chars = {
            is_hidden: [0, *accumulate(map(self.n_chars, places))]
            for is_hidden, places in self._linked.items()
        }

    def n_chars(self, place: int) -> int:
        """Characters below a node without white space: those shown, or all where the node is hidden."""
        is_hidden = self.hidden[place]
        places, chars = self._words[is_hidden], self._chars[is_hidden]
        first = bisect_left(places, place)
        return chars[bisect_left(places, self.ends[place], first)] - chars[first]

    def below(self, place: int, tag: str) -> list[int]:
        """Places of the elements of that name below a node, in order."""
        places = self.by_tag.get(tag, [])
        return places[bisect_left(places, place + 1) : bisect_left(places, self.ends[place])]

    def has(self, place: int, *tags: str) -> bool:
        """True where an element of one of these names stands below a node."""
        end = self.ends[place]
        for tag in tags:
            places = self.by_tag.get(tag)
            if places and (first := bisect_left(places, place + 1)) < len(places) and places[first] < end:
                return True
        return False

    def children(self, place: int) -> list[int]:
        """Places of the nodes right below a node."""
        found, at = [], place + 1
        while at < self.ends[place]:
            found.append(at)
            at = self.ends[at]
        return found

    def linked(self, place: int) -> tuple[int, int]:
        """How many links with text stand in a node, and how many characters they have; as :meth:`n_chars`."""
        places, chars = self._linked[self.hidden[place]], self._link_chars[self.hidden[place]]
        first, last = bisect_left(places, place), bisect_left(places, self.ends[place])
        return last - first, chars[last] - chars[first]

    def _append(self, top: LexborNode, parent: int, n_frames: int) -> None:
        """Lay out one document below ``parent``."""
        tags, parents, hidden, told = self.tags, self.parents, self.hidden, self.attributes
        known = {top.parent.mem_id if top.parent is not None else 0: parent}
        for node in top.traverse(include_text=True):
            above = node.parent
            at = known.get(above.mem_id if above is not None else 0)
            if at is None:
                continue  # it stands in something that is never shown
            tag = node.tag or ""
            place = len(tags)
            attributes = _NONE
            is_below = bool(hidden) and hidden[at]
            if tag == TEXT:
                raw = node.text_content or ""
                if not raw or raw.isspace():
                    if tags[-1] in BLOCK_TAGS:
                        continue  # at the beginning of a box it is nothing
                    self.texts.append(" ")
                else:
                    self._add_text(place, raw, is_hidden=is_below)
            elif tag in SKIPPED_TAGS or tag[0] == "-":
                if tag == "iframe" and n_frames < _MAX_FRAMES:
                    self._append_frame(node.attributes.get("srcdoc"), at, n_frames)
                continue
            else:
                known[node.mem_id] = place
                self.by_tag[tag].append(place)
                self.texts.append("")
                attributes = node.attributes or _NONE
                if attributes or tag == "dialog":
                    is_below = is_below or is_hidden(tag, attributes, self._rules)
                if _CLICKED in attributes:
                    self._clicked.append(place)
            tags.append(tag)
            parents.append(at)
            hidden.append(is_below)
            told.append(attributes)

    def _append_frame(self, document: str | None, parent: int, n_frames: int) -> None:
        """Lay out the page that is written into a frame."""
        parser = LexborHTMLParser(tame(document or ""))
        if parser.body is not None:
            self._append(parser.body, parent, n_frames + 1)

    def _add_text(self, place: int, raw: str, *, is_hidden: bool) -> None:
        """Keep a text as a reader sees it, and count its characters."""
        words = raw.split()
        chars = self._chars[is_hidden]
        chars.append(chars[-1] + sum(map(len, words)))
        self._words[is_hidden].append(place)
        if len(words) > 1 and "\n" in raw:
            words = _SOURCE_WRAP.sub(_close_up, raw.strip()).split()
        before, after = " " * raw[0].isspace(), " " * raw[-1].isspace()
        self.texts.append(f"{before}{' '.join(words)}{after}")

    def _find_ends(self) -> list[int]:
        parents = self.parents
        ends = [0] * len(parents)
        for place in range(len(ends) - 1, -1, -1):  # a node's last child is met first
            end = ends[place] = ends[place] or place + 1
            if not ends[parents[place]]:
                ends[parents[place]] = end
        return ends

    def _find_links(self) -> set[int]:
        """``<a>`` and ``<area>``, and whatever else can be clicked, says a word or two and holds no link."""
        links = {*self.by_tag.get("a", ()), *self.by_tag.get("area", ())}
        last = len(self.tags)
        for place in reversed(self._clicked):
            end = self.ends[place]
            if 0 < self.n_chars(place) <= _MAX_ENTRY and last >= end and not self.has(place, "a", "input"):
                links.add(place)
                last = place
        return links


def _close_up(match: re.Match[str]) -> str:
    return "" if "\n" in match[0] else " "
