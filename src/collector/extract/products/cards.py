"""The blocks of a page → label and value pairs of each product: of its row, its table or its card.

Enters: the page's blocks, the positions and names of products. Leaves: pairs by name. Refuses pairs whose
owner is not plain: they belong to the row, table or card of one product, or to a page about exactly one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from collector.extract.products.attributes import find_attribute, is_value
from collector.extract.products.places import find_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collector.extract.pages.blocks import Block

Pair = tuple[str, str]
_LABELLED = re.compile(r"^([^：:\d\n]{2,14})[：:]\s*(\S[^\n]{0,40})$")
_SPACED = re.compile(r"^([\u4e00-\u9fff（）()]{2,12})\s+(\S{1,30})$")
_GLUED = re.compile(r"^([\u4e00-\u9fff]{2,12}?)(\d[\d.,%％~～\-—]*\s*[%％天月年万元起]{0,3})$")
_CODE_LABEL = "产品代码"
_LONGEST_CARD = 14


def find_pairs(
    blocks: tuple[Block, ...], names: Mapping[int, str], only: str | None
) -> dict[str, list[Pair]]:
    """Pairs by name. ``names``: those that fill a block, by position; ``only``: the page's one product."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for group in _tables(blocks):
        owners = {names[block.position] for block in group if block.position in names}
        if len(owners) == 1 or (not owners and only):
            owner = owners.pop() if owners else only
            found[owner or ""] += [
                (block.column or block.row or "", block.text) for block in group if block.column or block.row
            ]
    for card in _cards(blocks, names):
        found[names[card[0].position]] += list(_plain(card[1:]))
    for name, values in _columns(blocks, names):
        found[name] += values
    for block, follower in pairwise([*blocks, None]):
        if block and block.position in names and (code := find_code(block, follower)):
            found[names[block.position]].append((_CODE_LABEL, code))
    if only:
        found[only] += list(_plain([block for block in blocks if block.region == "content"]))
    return found


def _tables(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Rows of tables with a header, and key and value tables; one begins where a label comes again."""
    group: list[Block] = []
    labels: set[str] = set()
    last: Block | None = None
    for block in blocks:
        is_cell = block.kind == "table_cell"
        is_apart = last is None or last.kind != "table_cell" or bool(last.column) != bool(block.column)
        label = block.column or block.row
        if group and (not is_cell or is_apart or (label and label in labels)):
            yield group
            group, labels = [], set()
        if is_cell:
            group.append(block)
            labels |= {label} if label else set()
        last = block
    if group:
        yield group


def _cards(blocks: tuple[Block, ...], names: Mapping[int, str]) -> Iterator[list[Block]]:
    """A name that stands alone and what follows it up to the next name, where that is not long."""
    starts = [n for n, block in enumerate(blocks) if block.position in names and block.kind != "table_cell"]
    for start, end in pairwise([*starts, len(blocks)]):
        card = [block for block in blocks[start:end] if block.kind != "table_cell"]
        if len(starts) > 1:
            yield card[:_LONGEST_CARD]


def _plain(blocks: list[Block]) -> Iterator[Pair]:
    """Pairs of lines: 期限：91天, 期限 91天, 收益率5.10%, a label and its value in neighbouring lines."""
    texts = [block.text for block in blocks if block.kind != "table_cell"]
    lines = [line.strip() for text in texts for line in text.split("\n")]
    for line in lines:
        if match := _LABELLED.match(line) or _SPACED.match(line) or _GLUED.match(line):
            yield match[1], match[2]
    for first, second in pairwise(lines):
        for label, value in ((first, second), (second, first)):
            attribute = find_attribute(label)
            if attribute and is_value(attribute, value) and not find_attribute(value):
                yield label, value


def _columns(blocks: tuple[Block, ...], names: Mapping[int, str]) -> Iterator[tuple[str, list[Pair]]]:
    """A list printed column by column: labels, then all names (with codes), then all values row by row."""
    places = [n for n, block in enumerate(blocks) if block.position in names]
    if len(places) < 2 or {later - former for former, later in pairwise(places)} not in ({1}, {2}):  # noqa: PLR2004
        return
    step = places[1] - places[0]
    labels = _labels_before(blocks, places[0])
    width = len(labels) - 1
    values = blocks[places[-1] + step : places[-1] + step + width * len(places)]
    if not any(map(find_attribute, labels[1:])) or len(values) < width * len(places):
        return
    rows = [[block.text for block in values[n * width : (n + 1) * width]] for n in range(len(places))]
    known = [(n, name) for n, label in enumerate(labels[1:]) if (name := find_attribute(label))]
    if any(sum(is_value(name, row[n]) for n, name in known) * 2 < len(known) for row in rows):
        return
    for place, row in zip(places, rows, strict=True):
        yield names[blocks[place].position], list(zip(labels[1:], row, strict=True))


def _labels_before(blocks: tuple[Block, ...], end: int) -> list[str]:
    """The run of short lines in front of a list that begins with the label of its names."""
    start = end
    while start > 0 and end - start < _LONGEST_CARD:
        start -= 1
        if re.match(r"^(?:产品)?名称", blocks[start].text):
            return [block.text for block in blocks[start:end]]
    return []
