"""HTML text → ordered blocks with headings above them: one walk over the page laid out flat.

Enters: decoded HTML. Leaves: title, blocks, breadcrumb, and whether its content is pictures. Refuses nothing:
broken markup is read as a browser would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from collector.extract.pages.embedded import read_embedded
from collector.extract.pages.gather import Run, Walk, add_crumb, flush
from collector.extract.pages.hiding import read_rules
from collector.extract.pages.labels import label_of
from collector.extract.pages.outline import CAPTION_LEVEL, SECTION_LEVEL
from collector.extract.pages.pictures import holds_only_pictures
from collector.extract.pages.regions import (
    BLOCK_TAGS,
    CONTENT,
    CRUMB_TOKENS,
    MAX_CRUMB_CHARS,
    is_crumb,
    names_of,
    region_of,
    tokens,
)
from collector.extract.pages.tables import read_cells
from collector.extract.pages.text import clean, visible_text
from collector.extract.pages.tree import TEXT, Tree
from collector.tame import tame

if TYPE_CHECKING:
    from collector.extract.pages.blocks import Block

_CRUMB_TAGS = frozenset({"div", "p", "ul", "ol", "nav", "span", "td"})
_WHOLE = {"button": "button", "label": "form_label", "option": "form_label", "title": "title"}
_ATOMS = frozenset({"br", "input", "table", *_WHOLE})
_BOLD_TAGS = frozenset({"strong", "b"})
_BUTTONS = frozenset({"button", "submit", "reset"})


class HtmlPage(NamedTuple):
    """Title, blocks in document order (the title is block 0 when there is one), breadcrumb."""

    title: str | None
    blocks: tuple[Block, ...]
    crumb: tuple[str, ...]
    has_text_in_images: bool


_Open = tuple[int, int, str, int | None, bool]
"""An element that is being read: place, end, and what holds in it: region, link, whether it is bold."""


def read_html(text: str) -> HtmlPage:
    """Read a page; a frame written into it (``srcdoc``) is read where it stands."""
    parser = LexborHTMLParser(tame(text))
    node = parser.css_first("title")
    title = clean(node.text()).replace("\n", " ") if node is not None else ""
    top = parser.body or parser.root
    if top is None:
        return HtmlPage(title or None, (), (), has_text_in_images=False)
    walk = Walk(Tree(top, read_rules(_own_sheets(parser, text))))
    if title:
        walk.add("title", title, CONTENT)
    _visit(walk)
    only_pictures = holds_only_pictures(walk.tree, walk.blocks)
    walk.blocks += read_embedded(parser, text, walk.blocks)
    return HtmlPage(title or None, tuple(walk.blocks), walk.crumb, only_pictures)


def _own_sheets(parser: LexborHTMLParser, text: str) -> list[str]:
    """The page's own style sheets, where one of them could hide something."""
    if "<style" not in text and "<STYLE" not in text:
        return []
    sheets = [node.text() for node in parser.css("style")]
    return [sheet for sheet in sheets if "none" in sheet or "hidden" in sheet]


def _visit(walk: Walk) -> None:
    """From the first node to the last; what is open stands on a stack, for pages nest thousands of tags."""
    tree = walk.tree
    tags, n_nodes = tree.tags, len(tree.tags)
    stack: list[_Open] = [(0, n_nodes + 1, CONTENT, None, False)]
    place = 0
    while place < n_nodes:
        while stack[-1][1] <= place:
            _leave(stack.pop(), walk)
        tag = tags[place]
        if tag == TEXT:
            text = tree.texts[place]
            if walk.runs or text != " ":
                _, _, _, link, is_bold = stack[-1]
                walk.runs.append(Run(text, link, is_bold, tree.hidden[place]))
            place += 1
            continue
        if walk.runs and tag in BLOCK_TAGS:
            flush(tree.parents[place], stack[-1][2], walk)
        place = _enter(place, tag, stack, walk)
    while stack:
        _leave(stack.pop(), walk)


def _enter(place: int, tag: str, stack: list[_Open], walk: Walk) -> int:
    """Open the element, or read it whole; the place to go on from."""
    tree = walk.tree
    _, _, region, link, is_bold = stack[-1]
    end = tree.ends[place]
    told = tree.attributes[place]
    names, role = names_of(told) if told else ("", "")
    region = region_of(tag, names, role, region)
    if link is None and place in tree.links:
        link = place
    if tag in _ATOMS and _read_atom(place, tag, region, link, walk):
        return end
    if names and _read_crumb(place, tag, names, walk):
        return end
    if (link == place or "title" in told) and (label := label_of(tree, place, link)):
        walk.runs.append(Run(label, link, is_bold=False, is_hidden=tree.hidden[place]))
    if end > place + 1 or tag in BLOCK_TAGS:
        stack.append((place, end, region, link, is_bold or tag in _BOLD_TAGS))
    return place + 1


def _leave(left: _Open, walk: Walk) -> None:
    place = left[0]
    if walk.runs and (place == 0 or walk.tree.tags[place] in BLOCK_TAGS):
        flush(place, left[2], walk)
    if place in walk.outline.scopes:
        walk.outline.close(place)


def _read_table(place: int, region: str, walk: Walk) -> bool:
    """A data table: its cells, under its caption and the rows that head others; True when it was one."""
    cells = read_cells(walk.tree, place)
    for cell in cells:
        if not cell.is_heading:
            walk.add("table_cell", cell.text, region, cell=cell, is_hidden=cell.is_hidden)
            continue
        level = CAPTION_LEVEL if cell.is_caption else SECTION_LEVEL
        walk.outline.end(level, place)
        walk.add_heading(level, cell.text, region, place, is_hidden=cell.is_hidden)
    walk.outline.close(place)
    return bool(cells)


def _read_atom(place: int, tag: str, region: str, link: int | None, walk: Walk) -> bool:
    """Line breaks, data tables, buttons and fields; True when nothing below is to be read."""
    tree = walk.tree
    if tag == "table":
        return _read_table(place, region, walk)
    is_hidden = tree.hidden[place]
    if tag == "br":
        if walk.runs:
            walk.runs.append(Run("\n", link, is_bold=False, is_hidden=is_hidden))
        return True
    if tag == "input":
        told = tree.attributes[place]
        kind = (told.get("type") or "").lower()
        named = {"image": "alt"}.get(kind, "value" if kind in _BUTTONS else "")
        if text := clean(told.get(named)):
            walk.add("button", text, region, is_hidden=is_hidden)
        return True
    if (whole := _WHOLE.get(tag)) is not None:
        flush(tree.parents[place], region, walk)
        if text := visible_text(tree, place):
            walk.add(whole, text, region, is_hidden=is_hidden)
        return True
    return False


def _read_crumb(place: int, tag: str, names: str, walk: Walk) -> bool:
    """A breadcrumb known by its class; True when it was one."""
    if walk.crumb or tag not in _CRUMB_TAGS or not tokens(names) & CRUMB_TOKENS:
        return False
    if walk.tree.hidden[place] or walk.tree.n_chars(place) > MAX_CRUMB_CHARS:
        return False
    text = visible_text(walk.tree, place).replace("\n", " > ")
    return is_crumb(text) and add_crumb(text, walk)
