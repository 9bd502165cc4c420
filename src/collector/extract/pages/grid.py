"""Rows of a table → a grid in which every cell that spans rows or columns stands in each place it covers.

Enters: places of table rows. Leaves: rows as {column number: slot}. Refuses tables wider than a page can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.extract.pages.text import visible_text

if TYPE_CHECKING:
    from collector.extract.pages.tree import Tree

_MAX_SPAN = 60
_MAX_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the grid. ``cell``: the element whose text it is; ``is_first``: in its first place."""

    text: str
    cell: int
    is_header: bool
    is_first: bool
    is_below: bool
    """It covers rows below the one that it is written in."""


Line = dict[int, Slot]


def read_grid(tree: Tree, rows: list[int]) -> list[Line]:
    """Rows in order, without those that have no cell at all; empty where one is too wide to be read."""
    pending: dict[int, tuple[int, Slot]] = {}
    grid: list[Line] = []
    for row in rows:
        line: Line = {number: slot for number, (_, slot) in pending.items()}
        pending = {number: (left - 1, slot) for number, (left, slot) in pending.items() if left > 1}
        number = 0
        for cell in cells_of(tree, row):
            text, is_header = visible_text(tree, cell), tree.tags[cell] == "th"
            width, height = _span(tree, cell, "colspan"), _span(tree, cell, "rowspan")
            for extra in range(width):
                while number in line:
                    number += 1
                line[number] = Slot(text, cell, is_header, extra == 0, height > 1)
                if height > 1:
                    pending[number] = (height - 1, Slot(text, cell, is_header, False, True))
            if number > _MAX_COLUMNS:
                return []
        grid.append(dict(sorted(line.items())))
    return [line for line in grid if line]


def cells_of(tree: Tree, row: int) -> list[int]:
    """Places of the cells of a row."""
    return [child for child in tree.children(row) if tree.tags[child] in {"td", "th"}]


def _span(tree: Tree, cell: int, name: str) -> int:
    value = tree.attributes[cell].get(name) or "1"
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(_MAX_SPAN)) + 1
    return min(max(int(value), 1), _MAX_SPAN) if is_number else 1
