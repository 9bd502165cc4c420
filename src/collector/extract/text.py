"""Visible text of an element: one line per block, spaces collapsed, template placeholders dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from collector.extract.regions import BLOCK_TAGS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\$\{[^}]*\}|<%.*?%>|\{%.*?%\}|#\{[^}]*\}", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u3000\u200b\ufeff]+")
_LINES = re.compile(r"\s*\n\s*")
_SOURCE_WRAP = re.compile(r"(?<=[\u4e00-\u9fff，、；：])\s*\n\s*(?=[\u4e00-\u9fff])")
_WHITESPACE = re.compile(r"\s+")


def clean(text: str | None) -> str:
    """Collapse spaces, keep line breaks, drop template placeholders, strip."""
    return _LINES.sub("\n", _SPACES.sub(" ", _PLACEHOLDER.sub("", text or ""))).strip()


def source_text(node: LexborNode) -> str:
    """Text of a text node: line breaks of the source are spaces, or nothing between two 汉字."""
    return _WHITESPACE.sub(" ", _SOURCE_WRAP.sub("", node.text_content or ""))


def visible_text(node: LexborNode) -> str:
    """Text of an element and all below it; block elements and <br> begin a new line."""
    parts: list[str] = []
    stack: list[tuple[LexborNode, bool]] = [(node, False)]
    while stack:
        place, is_exit = stack.pop()
        tag = place.tag or ""
        if tag == "-text":
            parts.append(source_text(place))
        elif is_exit or tag == "br":
            parts.append("\n")
        elif not tag.startswith("-"):
            if tag in BLOCK_TAGS:
                parts.append("\n")
                stack.append((place, True))
            stack.extend((child, False) for child in reversed(list(place.iter(include_text=True))))
    return clean("".join(parts))


def n_chars(node: LexborNode) -> int:
    """Characters below an element without white space: a cheap measure for comparing places."""
    return len(_WHITESPACE.sub("", node.text()))
