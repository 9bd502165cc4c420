"""JSON and JSONP replies, and plain text → blocks.

Enters: decoded text. Leaves: one block per text value (JSON) or line (plain text); the keys above a
value are its path and its own key is its column. Refuses JavaScript literals that are not JSON: they
give None, not a guess.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from collector.extract.pages.blocks import Block
from collector.extract.pages.regions import CONTENT
from collector.extract.pages.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALLBACK = re.compile(r"(?:/\*.*?\*/\s*+)?[\w$.]++\s*+\(\s*+(?=[\[{])", re.DOTALL)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_TAG = re.compile(r"<[^>]{1,200}>")
_NAME_KEYS = re.compile(r"^(prod|product|prd|cp)_?(name|mc)$", re.IGNORECASE)
NAME_COLUMN = "产品名称"
"""Column given to a value whose key says it is a product's name."""


def read_reply(text: str) -> tuple[Block, ...] | None:
    """Blocks of a JSON or JSONP reply; None where the text is neither."""
    text = text.strip()
    match = None if text[:1] in {"{", "["} else _CALLBACK.match(text)
    if match is not None:
        text = text[match.end() :].rstrip("); \t\r\n")
    elif text[:1] not in {"{", "["}:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tuple(blocks_of(value))


def blocks_of(value: Any) -> list[Block]:
    """One block per text value of a JSON document."""
    blocks: list[Block] = []
    for path, key, words in _texts(value):
        column = NAME_COLUMN if _NAME_KEYS.match(key) else key
        blocks.append(Block(len(blocks), "table_cell", words, path, CONTENT, column=column))
    return blocks


def read_text(text: str) -> tuple[Block, ...]:
    """Blocks of a plain text: one paragraph per line that says something."""
    lines = [line for raw in text.splitlines() if (line := clean(raw))]
    return tuple(Block(number, "paragraph", line, (), CONTENT) for number, line in enumerate(lines))


def _texts(value: Any) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Path, own key and text of every string with a 汉字 in it, in the order of the reply."""
    stack: list[tuple[tuple[str, ...], str, Any]] = [((), "", value)]
    while stack:
        path, key, place = stack.pop()
        if isinstance(place, dict):
            inner = (*path, key) if key else path
            stack.extend((inner, str(name), item) for name, item in reversed(place.items()))
        elif isinstance(place, list):
            stack.extend((path, key, item) for item in reversed(place))
        elif isinstance(place, str) and _CJK.search(place) and (words := clean(_TAG.sub("\n", place))):
            yield path, key, words
