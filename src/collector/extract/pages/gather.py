"""Runs of text collected inside an element → blocks, with the headings in force above them.

Enters: runs of text with their links, in the order of the page. Leaves: blocks appended to the walk.
Decides what is a heading, a menu, a link standing alone, a list item or a paragraph, by structure only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from collector.extract.pages.outline import LABEL_LEVEL
from collector.extract.pages.regions import NAVIGATION, crumb_parts, starts_crumb
from collector.extract.pages.text import clean
from collector.extract.pages.tree import TEXT
from collector.extract.pages.writer import FRIENDLY_TITLE, Writer

if TYPE_CHECKING:
    from collector.extract.pages.tree import Tree

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "caption": 6, "legend": 6, "dt": 8, "th": 8}
_BOLD_LEVEL, _MENU_LEVEL = 7, 8
_MAX_HEADING = 40
_MAX_MENU_WORD = 14
_MIN_MENU, _MENU_SHARE, _MENU_MEAN, _MENU_DEPTH = 3, 0.7, 10, 3
_MENU_STEPS, _HEADING_STEPS = 12, 3  # elements looked at above a text
_MORE_LINK = 6  # room for a "more" link beside a heading
_SEPARATOR = re.compile(r"^[\s|｜/·,，、>›»*\-\[\]()（）:：.\d年月日更多]*$")


class Run(NamedTuple):
    """Text of one text node, the link it stands in (its place), whether it is bold, and whether hidden."""

    text: str
    link: int | None
    is_bold: bool
    is_hidden: bool


class Walk(Writer):
    """State of one walk: what is written so far, runs not yet flushed, and which elements are menus."""

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.tree = tree
        self.runs: list[Run] = []
        self.menus: dict[int, bool] = {}


def flush(place: int, region: str, walk: Walk) -> None:
    """Turn the runs collected in the element at ``place`` into blocks, hidden ones into their own."""
    runs, walk.runs = walk.runs, []
    if any(run.is_hidden for run in runs):
        for is_hidden in (False, True):
            _flush_alike(place, [run for run in runs if run.is_hidden is is_hidden], region, walk)
    else:
        _flush_alike(place, runs, region, walk)


def _flush_alike(place: int, runs: list[Run], region: str, walk: Walk) -> None:
    text = clean("".join([run.text for run in runs]))
    if not text:
        return
    tree, is_hidden = walk.tree, runs[0].is_hidden
    tag = tree.tags[place]
    if not walk.crumb and not is_hidden and starts_crumb(text):
        add_crumb(text, walk)
        return
    level = _heading_level(tree, place) if len(text) <= _MAX_HEADING else None
    if level is not None or text.strip("：: ") == FRIENDLY_TITLE:
        level = level or _MENU_LEVEL
        walk.add_heading(level, text, region, _scope(tree, place, text), is_hidden=is_hidden)
        return
    linked = [run for run in runs if run.link is not None and run.text.strip()]
    loose = "".join([run.text for run in runs if run.link is None])
    if linked and _SEPARATOR.match(loose):
        _add_links(place, linked, region, walk)
    elif _is_bold_line(runs, text):
        walk.add_heading(_BOLD_LEVEL, text, region, _scope(tree, place, text), is_hidden=is_hidden)
    else:
        is_item = tag == "li" or tree.tags[tree.parents[place]] == "li"
        walk.add("list_item" if is_item else "paragraph", text, region, is_hidden=is_hidden)
        if tag == "li" and len(text) <= _MAX_MENU_WORD and _has_list(tree, place):
            walk.open_heading(LABEL_LEVEL + len(walk.outline), text, place, is_hidden=is_hidden)


def _add_links(place: int, runs: list[Run], region: str, walk: Walk) -> None:
    """Links standing alone: menu entries where their list is a menu; a label of a sub-list heads it."""
    tree, is_hidden = walk.tree, runs[0].is_hidden
    texts: dict[int, str] = {}
    for run in runs:
        if run.link is not None:
            texts[run.link] = texts.get(run.link, "") + run.text
    kind = "menu" if region == NAVIGATION or _is_menu(place, walk) else "link"
    cleaned = [text for raw in texts.values() if (text := clean(raw).replace("\n", " "))]
    walk.outline.end(_MENU_LEVEL, tree.parents[place])
    for text in cleaned:
        walk.add(kind, text, region, is_hidden=is_hidden)
    if len(cleaned) != 1 or len(cleaned[0]) > _MAX_MENU_WORD:
        return
    if tree.tags[place] == "li" and _has_list(tree, place):
        walk.open_heading(LABEL_LEVEL + len(walk.outline), cleaned[0], place, is_hidden=is_hidden)
    elif _next_tag(tree, place) in {"ul", "dl"}:
        walk.open_heading(_MENU_LEVEL, cleaned[0], tree.parents[place], is_hidden=is_hidden)


def _is_menu(place: int, walk: Walk) -> bool:
    """True inside a list, or a list of lists, whose text is mostly three or more short links."""
    tree, n_lists = walk.tree, 0
    for _ in range(_MENU_STEPS):
        if place == 0 or n_lists == _MENU_DEPTH:
            return False
        if tree.tags[place] in {"ul", "ol", "dl", "div", "tr"}:
            n_lists += 1
            if place not in walk.menus:
                walk.menus[place] = is_mostly_links(tree, place)
            if walk.menus[place]:
                return True
        place = tree.parents[place]
    return False


def is_mostly_links(tree: Tree, place: int) -> bool:
    """True where the text of an element is mostly three or more short links."""
    n_links, n_linked = tree.linked(place)
    is_list = n_links >= _MIN_MENU and n_linked >= _MENU_SHARE * tree.n_chars(place)
    return is_list and n_linked <= _MENU_MEAN * n_links


def _is_bold_line(runs: list[Run], text: str) -> bool:
    is_short = len(text) <= _MAX_HEADING // 2 and "\n" not in text and text[-1] not in "。；！？，"
    return is_short and all(run.is_bold or not run.text.strip() for run in runs)


def _heading_level(tree: Tree, place: int) -> int | None:
    """Level of the heading that an element is, or is all the text of; None where it is in none."""
    n_chars = tree.n_chars(place)
    for _ in range(_HEADING_STEPS):
        if (level := HEADINGS.get(tree.tags[place])) is not None:
            return level
        place = tree.parents[place]
        if tree.n_chars(place) != n_chars:
            return None
    return None


def _scope(tree: Tree, place: int, text: str) -> int:
    """The element whose end ends a heading: the nearest that holds clearly more than the heading itself."""
    place = tree.parents[place]
    while place and tree.n_chars(place) <= len(text) + _MORE_LINK:
        place = tree.parents[place]
    return place


def _has_list(tree: Tree, place: int) -> bool:
    return tree.has(place, "ul", "ol", "dl")


def _next_tag(tree: Tree, place: int) -> str | None:
    """Name of the element that follows in the same parent."""
    parent_end = tree.ends[tree.parents[place]]
    follower = tree.ends[place]
    while follower < parent_end and tree.tags[follower] == TEXT:
        follower += 1
    return tree.tags[follower] if follower < parent_end else None


def add_crumb(text: str, walk: Walk) -> bool:
    """Take a breadcrumb: its parts are menu blocks and head the content that follows. Always True."""
    walk.crumb = crumb_parts(text)
    for part in walk.crumb:
        walk.add("menu", part, NAVIGATION)
    return True
