"""Runs of text collected inside an element → blocks, with the headings in force above them.

Enters: runs of text with their links, in the order of the page. Leaves: blocks appended to the walk.
Decides what is a heading, a menu, a link standing alone, a list item or a paragraph, by structure only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collector.extract.blocks import Block
from collector.extract.regions import CONTENT, FRIENDLY, NAVIGATION, crumb_parts, starts_crumb
from collector.extract.text import clean, n_chars

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from collector.extract.tables import Cell

_HEADINGS = {
    "h1": 1,
    "h2": 2,
    "h3": 3,
    "h4": 4,
    "h5": 5,
    "h6": 6,
    "caption": 6,
    "legend": 6,
    "dt": 8,
    "th": 8,
}
_BOLD_LEVEL, _MENU_LEVEL, _LABEL_LEVEL = 7, 8, 9
_MAX_HEADING = 40
_MAX_MENU_WORD = 14
_FRIENDLY_TITLE = "友情链接"
_MIN_MENU, _MENU_SHARE, _MENU_MEAN, _MENU_DEPTH = 3, 0.7, 10, 3
_MORE_LINK = 6  # room for a "more" link beside a heading
_LIST_LIKE = re.compile(r"^\s*[（(\[【]?[一二三四五六七八九十\d①-⑳●·■◆★*•－\-—Ø]+")
_SEPARATOR = re.compile(r"^[\s|｜/·,，、>›»*\-\[\]()（）:：.\d年月日更多]*$")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one text node, the link it stands in (an id), and whether it is bold."""

    text: str
    link: int | None
    is_bold: bool


@dataclass(slots=True)
class Walk:
    """State of one walk: runs not yet flushed, headings in force with the element that ends them."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    trail: list[tuple[int, str, int]] = field(default_factory=list)
    crumb: tuple[str, ...] = ()
    lead: str | None = None
    menus: dict[int, bool] = field(default_factory=dict)

    def add(self, kind: str, text: str, region: str, *, cell: Cell | None = None) -> None:
        """Append one block, give it the lead-in line that introduces it, and keep that line for the next."""
        if any(label == _FRIENDLY_TITLE for _, label, _ in self.trail):
            region = FRIENDLY
        path = (self.crumb if region == CONTENT else ()) + tuple(label for _, label, _ in self.trail)
        introduced = kind in {"list_item", "table_cell", "link"} or bool(_LIST_LIKE.match(text))
        lead = self.lead if introduced else None
        column, row, beside = (cell.column, cell.row, cell.beside) if cell else (None, None, None)
        self.blocks.append(Block(len(self.blocks), kind, text, path, region, lead, column, row, beside))
        if kind == "paragraph" and text.endswith(("：", ":")):
            self.lead = text
        elif not introduced and kind != "button":
            self.lead = None

    def open_heading(self, level: int, text: str, scope: int) -> None:
        """Put a heading in force until ``scope`` closes or one of its level or above follows."""
        self.trail = [entry for entry in self.trail if entry[0] < level or level > _LABEL_LEVEL]
        self.trail.append((level, text.strip("：: "), scope))
        self.lead = None


def flush(node: LexborNode | None, region: str, walk: Walk) -> None:
    """Turn the runs collected inside ``node`` into blocks."""
    runs, walk.runs = walk.runs, []
    text = clean("".join(run.text for run in runs))
    if not text or node is None:
        return
    tag = node.tag or ""
    if not walk.crumb and starts_crumb(text):
        add_crumb(text, walk)
        return
    if text.strip("：: ") == _FRIENDLY_TITLE or (tag in _HEADINGS and len(text) <= _MAX_HEADING):
        walk.add("heading", text, region)
        walk.open_heading(_HEADINGS.get(tag, _MENU_LEVEL), text, _scope(node, text))
        return
    linked = [run for run in runs if run.link is not None and run.text.strip()]
    loose = "".join(run.text for run in runs if run.link is None)
    if linked and _SEPARATOR.match(loose):
        _add_links(node, linked, region, walk)
    elif _is_bold_line(runs, text):
        walk.add("heading", text, region)
        walk.open_heading(_BOLD_LEVEL, text, _scope(node, text))
    else:
        kind = (
            "list_item"
            if tag == "li" or (node.parent is not None and node.parent.tag == "li")
            else "paragraph"
        )
        walk.add(kind, text, region)
        if tag == "li" and len(text) <= _MAX_MENU_WORD and _has_list(node):
            walk.open_heading(_LABEL_LEVEL + len(walk.trail), text, node.mem_id)


def _add_links(node: LexborNode, runs: list[Run], region: str, walk: Walk) -> None:
    """Links standing alone: menu entries where their list is a menu; a label of a sub-list heads it."""
    texts: dict[int, str] = {}
    for run in runs:
        if run.link is not None:
            texts[run.link] = texts.get(run.link, "") + run.text
    kind = "menu" if region == NAVIGATION or _is_menu(node, walk) else "link"
    cleaned = [text for raw in texts.values() if (text := clean(raw).replace("\n", " "))]
    parent = node.parent.mem_id if node.parent is not None else 0
    walk.trail = [entry for entry in walk.trail if entry[:1] + entry[2:] != (_MENU_LEVEL, parent)]
    for text in cleaned:
        walk.add(kind, text, region)
    if len(cleaned) != 1 or len(cleaned[0]) > _MAX_MENU_WORD:
        return
    if node.tag == "li" and _has_list(node):
        walk.open_heading(_LABEL_LEVEL + len(walk.trail), cleaned[0], node.mem_id)
    elif (follower := _next_element(node)) is not None and follower.tag in {"ul", "dl"}:
        walk.open_heading(_MENU_LEVEL, cleaned[0], parent)


def _is_menu(node: LexborNode, walk: Walk) -> bool:
    """True inside a list, or a list of lists, whose text is mostly three or more short links."""
    place: LexborNode | None = node
    n_lists = 0
    while place is not None and place.tag != "body" and n_lists < _MENU_DEPTH:
        if place.tag in {"ul", "ol", "dl", "div", "tr"}:
            n_lists += 1
            if place.mem_id not in walk.menus:
                walk.menus[place.mem_id] = _is_mostly_links(place)
            if walk.menus[place.mem_id]:
                return True
        place = place.parent
    return False


def _is_mostly_links(place: LexborNode) -> bool:
    lengths = [n for link in place.css("a") if (n := n_chars(link))]
    n_linked = sum(lengths)
    is_list = len(lengths) >= _MIN_MENU and n_linked >= _MENU_SHARE * n_chars(place)
    return is_list and n_linked <= _MENU_MEAN * len(lengths)


def _is_bold_line(runs: list[Run], text: str) -> bool:
    is_short = len(text) <= _MAX_HEADING // 2 and "\n" not in text and text[-1] not in "。；！？，"
    return is_short and all(run.is_bold or not run.text.strip() for run in runs)


def _scope(node: LexborNode, text: str) -> int:
    """The element whose end ends a heading: the nearest that holds clearly more than the heading itself."""
    place = node.parent
    while place is not None and place.parent is not None and place.tag != "body":
        if n_chars(place) > len(text) + _MORE_LINK:
            return int(place.mem_id)
        place = place.parent
    return int(place.mem_id) if place is not None else 0


def _has_list(node: LexborNode) -> bool:
    return node.css_first("ul, ol, dl") is not None


def _next_element(node: LexborNode) -> LexborNode | None:
    follower = node.next
    while follower is not None and (follower.tag or "").startswith("-"):
        follower = follower.next
    return follower


def add_crumb(text: str, walk: Walk) -> bool:
    """Take a breadcrumb: its parts are menu blocks and head the content that follows. Always True."""
    walk.crumb = crumb_parts(text)
    for part in walk.crumb:
        walk.add("menu", part, NAVIGATION)
    return True
