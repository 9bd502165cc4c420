"""JSON that a page carries for its own scripts → blocks, all hidden: a visitor sees what scripts make of it.

Enters: a parsed page. Leaves: a block per text value, with the keys above it. Read are scripts typed as
JSON (``application/json``, ``application/ld+json``) and what is assigned to a global like
``window.__INITIAL_STATE__``. Left out are lines that the page shows, where they stand under their headings.
Refuses JavaScript: what is not JSON is left alone.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from collector.extract.pages.replies import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

    from collector.extract.pages.blocks import Block

_GLOBAL = re.compile(r"""window(?:\.__\w+__|\[["']__\w+__["']\])\s*+=\s*+(?=[\[{])""")
_MARKS = ("application/json", "ld+json", "window.__", "window['__", 'window["__')
_MAX_GLOBALS = 10
_MAX_BLOCKS = 5000
_MAX_SHOWN = 100_000
_DECODER = json.JSONDecoder()


def read_embedded(parser: LexborHTMLParser, text: str, written: list[Block]) -> list[Block]:
    """Hidden blocks of the page's JSON, numbered on from those written; values without 汉字 are left out."""
    if not any(mark in text for mark in _MARKS):
        return []
    shown = "\n".join(block.text for block in written if not block.is_hidden)[:_MAX_SHOWN]
    blocks: list[Block] = []
    for node in parser.css("script"):
        script_type = (node.attributes.get("type") or "").strip().lower()
        for value in _values(node.text(), script_type):
            for block in blocks_of(value)[: _MAX_BLOCKS - len(blocks)]:
                lines = [line for line in block.text.split("\n") if line not in shown]
                number = len(written) + len(blocks)
                if lines:
                    blocks.append(replace(block, position=number, text="\n".join(lines), is_hidden=True))
    return blocks


def _values(script: str, script_type: str) -> Iterator[Any]:
    if script_type in {"application/json", "application/ld+json"}:
        try:
            yield json.loads(script)
        except (ValueError, RecursionError):
            return
        return
    at = 0
    for _ in range(_MAX_GLOBALS):
        match = _GLOBAL.search(script, at)
        if match is None:
            return
        try:
            value, at = _DECODER.raw_decode(script, match.end())
        except (ValueError, RecursionError):
            at = match.end()
        else:
            yield value
