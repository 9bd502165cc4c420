"""A data table → its cells, each with the header of its column and of its row.

Enters: a ``table`` element. Leaves: cells in reading order, or nothing where the table only lays out
the page (one row, one column, tables or long text inside): the caller then reads it like any other box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.extract.text import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_SPAN = 60
_PAIR = 2  # fewer rows or columns make no table; two columns may be label and value
_MAX_CELL = 600
_MAX_HEADER = 16
_HEADER_WORD = re.compile(
    r"名称|项目|渠道|期限|类型|类别|种类|时间|日期|利率|费率|收益|净值|涨跌|金额|额度|起点|标准|说明|备注|简介|简称|"
    r"特点|内容|方式|产品|功能|代码|编号|风险|币种|序号|业务|服务|对象|条件|地区|状态|操作"
)
_TELLING = re.compile(r"渠道|途径|方式|类型|类别|种类")


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one cell, its column's and row's header, and its row's channel and kind cells."""

    text: str
    column: str | None
    row: str | None
    beside: str | None


@dataclass(frozen=True, slots=True)
class _Slot:
    text: str
    is_header: bool
    is_first: bool


def read_cells(table: LexborNode) -> tuple[Cell, ...]:
    """Cells of a data table without its header row; empty for a layout table.

    A table is data where two or more rows have two cells and no cell holds a table, a list or a long text.
    """
    rows = [row for row in table.css("tr") if _owner(row) == table.mem_id]
    n_full = len([row for row in rows if len(_cells(row)) >= _PAIR])
    if n_full < _PAIR or any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return ()
    if table.css_first("ul, h1, h2, h3, form") is not None:
        return ()
    grid = _grid(rows)
    if any(len(slot.text) > _MAX_CELL for line in grid for slot in line.values()):
        return ()
    header = _header(grid)
    cells: list[Cell] = []
    for line in grid[1:] if header else grid:
        beside = " ".join(
            slot.text for number, slot in sorted(line.items()) if _TELLING.search(header.get(number, ""))
        )
        is_labelled = not header and len(line) % _PAIR == 0
        for number, slot in sorted(line.items()):
            if slot.is_first and slot.text:
                label = (
                    line.get(number - 1 if is_labelled else 0) if number % _PAIR or not is_labelled else None
                )
                cells.append(Cell(slot.text, header.get(number), _label(label, slot), beside or None))
    return tuple(cells)


def _label(label: _Slot | None, slot: _Slot) -> str | None:
    """Text of the cell that labels another, None where it is the cell itself or too long for a label."""
    if label is None or label is slot or not label.text or len(label.text) > _MAX_HEADER * 2:
        return None
    return label.text


def _header(grid: list[dict[int, _Slot]]) -> dict[int, str]:
    """Column headers: the first row where it is made of th, or of short texts most of which name a column."""
    first = grid[0]
    if not first or len(first) < _PAIR:
        return {}
    is_marked = all(slot.is_header for slot in first.values())
    is_short = all(0 < len(slot.text) <= _MAX_HEADER for slot in first.values())
    n_words = sum(bool(_HEADER_WORD.search(slot.text)) for slot in first.values())
    if not is_marked and n_words * 2 <= len(first):
        return {}
    if is_marked or is_short:
        return {number: slot.text for number, slot in first.items()}
    return {}


def _grid(rows: list[LexborNode]) -> list[dict[int, _Slot]]:
    """Rows as {column number: slot}, spans laid out; a spanned cell's text counts once (``is_first``)."""
    pending: dict[int, tuple[int, _Slot]] = {}
    grid: list[dict[int, _Slot]] = []
    for row in rows:
        line: dict[int, _Slot] = {number: slot for number, (_, slot) in pending.items()}
        pending = {number: (left - 1, slot) for number, (left, slot) in pending.items() if left > 1}
        number = 0
        for cell in _cells(row):
            text = visible_text(cell)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for extra in range(width):
                while number in line:
                    number += 1
                line[number] = _Slot(text, cell.tag == "th", is_first=extra == 0)
                if height > 1:
                    pending[number] = (height - 1, _Slot(text, cell.tag == "th", is_first=False))
        grid.append(line)
    return [line for line in grid if line]


def _cells(row: LexborNode) -> list[LexborNode]:
    return [child for child in row.iter() if child.tag in {"td", "th"}]


def _owner(row: LexborNode) -> int | None:
    place = row.parent
    while place is not None and place.tag != "table":
        place = place.parent
    return place.mem_id if place is not None else None


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1
