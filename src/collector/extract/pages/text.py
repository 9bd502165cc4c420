"""Visible text of an element: one line per block, spaces collapsed, template placeholders dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.pages.regions import BLOCK_TAGS
from collector.extract.pages.tree import TEXT

if TYPE_CHECKING:
    from collector.extract.pages.tree import Tree

# none of these looks past the next brace or per cent sign: text full of openings is read in linear time
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|[$#]\{[^{}]*\}|<%[^%]*%>|\{%[^%]*%\}")
_INVISIBLE = str.maketrans("\u200b\ufeff", "  ")


def clean(text: str | None) -> str:
    """Collapse spaces, keep line breaks, drop template placeholders, strip."""
    if not text:
        return ""
    if "{" in text or "<%" in text:
        text = _PLACEHOLDER.sub("", text)
    if "\u200b" in text or "\ufeff" in text:
        text = text.translate(_INVISIBLE)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))


def visible_text(tree: Tree, top: int, *, is_hidden: bool | None = None) -> str:
    """Text of an element and all below it; block elements and <br> begin a new line.

    ``is_hidden``: only what is, or is not, hidden; what the element itself is where it is None.
    """
    tags, ends, hidden = tree.tags, tree.ends, tree.hidden
    wanted = hidden[top] if is_hidden is None else is_hidden
    parts: list[str] = []
    open_blocks: list[int] = []
    for place in range(top, ends[top]):
        while open_blocks and open_blocks[-1] <= place:
            open_blocks.pop()
            parts.append("\n")
        tag = tags[place]
        if tag == TEXT:
            if hidden[place] is wanted:
                parts.append(tree.texts[place])
        elif tag == "br":
            parts.append("\n")
        elif tag in BLOCK_TAGS:
            parts.append("\n")
            open_blocks.append(ends[place])
    return clean("".join(parts))
