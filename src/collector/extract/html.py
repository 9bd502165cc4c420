"""HTML text → ordered blocks with headings above them: one walk over the tree, no recursion.

Enters: decoded HTML. Leaves: title, blocks, breadcrumb. Refuses nothing: broken markup is read as a
browser would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from collector.extract.gather import Run, Walk, add_crumb, flush
from collector.extract.regions import (
    BLOCK_TAGS,
    CONTENT,
    CRUMB_TOKENS,
    SKIPPED_TAGS,
    is_crumb,
    is_hidden,
    region_of,
    tokens,
)
from collector.extract.tables import read_cells
from collector.extract.text import clean, source_text, visible_text
from collector.tame import tame

if TYPE_CHECKING:
    from collector.extract.blocks import Block


def read_html(text: str) -> tuple[str | None, tuple[Block, ...], tuple[str, ...]]:
    """Return title, blocks in document order (the title is block 0 when there is one) and breadcrumb."""
    tree = LexborHTMLParser(tame(text))
    walk = Walk()
    node = tree.css_first("title")
    title = clean(node.text()).replace("\n", " ") if node is not None else ""
    _drop_unseen(tree)
    if title:
        walk.add("title", title, CONTENT)
    if tree.body is not None:
        _visit(tree.body, walk)
    return title or None, tuple(walk.blocks), walk.crumb


def _drop_unseen(tree: LexborHTMLParser) -> None:
    """Take out what no visitor sees, outermost first (an element inside a freed one must not be touched)."""
    unseen = list(tree.css(",".join(sorted(SKIPPED_TAGS))))
    unseen += [node for node in tree.css("[style], [hidden], input") if is_hidden(node.attributes)]
    ids = {node.mem_id for node in unseen}
    outermost: dict[int, LexborNode] = {}
    for node in unseen:
        place = node.parent
        while place is not None and place.mem_id not in ids:
            place = place.parent
        if place is None:
            outermost[node.mem_id] = node
    for node in outermost.values():
        node.decompose()


def _visit(body: LexborNode, walk: Walk) -> None:
    """Depth-first over the tree with an explicit stack: pages nest thousands of unclosed tags."""
    stack: list[tuple[LexborNode, bool, str, int | None, bool]] = [(body, False, CONTENT, None, False)]
    while stack:
        node, is_exit, region, link, is_bold = stack.pop()
        tag = node.tag or ""
        if is_exit:
            _leave(node, tag, region, walk)
            continue
        if tag == "-text":
            walk.runs.append(Run(source_text(node), link, is_bold))
            continue
        attributes = node.attributes
        if tag.startswith("-"):
            continue
        words = tokens(attributes)
        inner = region_of(tag, words, region)
        if tag in BLOCK_TAGS:
            flush(node.parent, region, walk)
        if _read_atom(node, tag, attributes, inner, link, walk) or _read_crumb(node, words, tag, walk):
            continue
        if tag == "table" and (cells := read_cells(node)):
            for cell in cells:
                walk.add("table_cell", cell.text, inner, cell=cell)
            continue
        link = node.mem_id if tag == "a" else link
        is_bold = is_bold or tag in {"strong", "b"}
        stack.append((node, True, inner, link, is_bold))
        stack.extend(
            (child, False, inner, link, is_bold) for child in reversed(list(node.iter(include_text=True)))
        )


def _leave(node: LexborNode, tag: str, region: str, walk: Walk) -> None:
    if tag in BLOCK_TAGS:
        flush(node, region, walk)
    walk.trail = [entry for entry in walk.trail if entry[2] != node.mem_id]


def _read_atom(
    node: LexborNode, tag: str, attributes: dict[str, str | None], region: str, link: int | None, walk: Walk
) -> bool:
    """Line breaks, buttons, and pictures inside links; True when nothing below is to be read."""
    if tag == "br":
        walk.runs.append(Run("\n", link, is_bold=False))
        return True
    if tag == "input":
        if (attributes.get("type") or "").lower() in {"button", "submit"} and (
            value := clean(attributes.get("value"))
        ):
            walk.add("button", value, region)
        return True
    if tag in {"button", "label", "option"}:
        flush(node.parent, region, walk)
        if text := visible_text(node):
            walk.add("button" if tag == "button" else "form_label", text, region)
        return True
    if tag == "img" and link is not None and (alt := clean(attributes.get("alt"))):
        walk.runs.append(Run(alt, link, is_bold=False))
        return True
    return False


def _read_crumb(node: LexborNode, words: frozenset[str], tag: str, walk: Walk) -> bool:
    """A breadcrumb known by its class; True when it was one."""
    if walk.crumb or tag not in {"div", "p", "ul", "ol", "nav", "span", "td"} or not words & CRUMB_TOKENS:
        return False
    text = visible_text(node).replace("\n", " > ")
    return is_crumb(text) and add_crumb(text, walk)
