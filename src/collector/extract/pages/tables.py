"""A data table → its cells, each with the header of its column and of its row, and the lines that head them.

Enters: a ``table`` element. Leaves: caption, section rows and cells in reading order, or nothing where the
table only lays out the page (one row, one column, a menu, tables or long text inside): the caller then
reads it like any other box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.extract.pages.gather import is_mostly_links
from collector.extract.pages.grid import Line, cells_of, read_grid
from collector.extract.pages.text import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.extract.pages.tree import Tree

_PAIR = 2  # fewer rows or columns make no table; two columns may be label and value
_MAX_CELL = 600
_MAX_HEADER = 16
_MAX_HEADER_ROWS = 3
_MAX_SECTION = 40
_IN_BOXES = ("table", "ul", "h1", "h2", "h3", "form")
_HEADER_WORD = re.compile(
    r"名称|项目|渠道|期限|类型|类别|种类|时间|日期|利率|费率|收益|净值|涨跌|金额|额度|起点|标准|说明|备注|简介|简称|"
    r"特点|内容|方式|产品|功能|代码|编号|风险|币种|序号|业务|服务|对象|条件|地区|状态|操作"
)
_NOTE = re.compile(r"[（(【\[*※]?(?:备?注|说明|提示)")
_TELLING = re.compile(r"渠道|途径|方式|类型|类别|种类")


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one cell, its column's and row's header, and its row's channel and kind cells.

    ``is_heading``: the table's caption (``is_caption``) or a short row that spans all columns; it heads the
    cells below it.
    """

    text: str
    column: str | None = None
    row: str | None = None
    beside: str | None = None
    is_heading: bool = False
    is_caption: bool = False
    is_hidden: bool = False


def read_cells(tree: Tree, table: int) -> tuple[Cell, ...]:
    """Cells of a data table without its header rows; empty for a layout table.

    A table is data where two or more rows have two cells and no cell holds a table, a list or a long text.
    """
    if tree.has(table, *_IN_BOXES):
        return ()
    rows = tree.below(table, "tr")
    cells = [cells_of(tree, row) for row in rows]
    if sum(len(row) >= _PAIR for row in cells) < _PAIR:
        return ()
    if any(tree.n_chars(cell) > _MAX_CELL for row in cells for cell in row):
        return ()
    grid = read_grid(tree, rows)
    width = max((len(line) for line in grid if _n_cells(line) >= _PAIR), default=0)
    start = next((n for n, line in enumerate(grid) if _n_cells(line) > 1 or len(line) < width), 0)
    n_header = _count_header(grid[start:])
    if width < _PAIR or (not n_header and is_mostly_links(tree, table)):
        return ()
    captions = [
        Cell(text, is_heading=True, is_caption=True, is_hidden=tree.hidden[one])
        for one in tree.below(table, "caption")
        if (text := visible_text(tree, one))
    ]
    sections = [cell for line in grid[:start] for cell in _across(tree, line)]
    header = _columns(grid[start : start + n_header])
    return (*captions, *sections, *_body(tree, grid[start + n_header :], header, width))


def _body(tree: Tree, lines: list[Line], header: dict[int, str], width: int) -> Iterator[Cell]:
    for line in lines:
        if _n_cells(line) == 1 and len(line) >= width:
            yield from _across(tree, line)
            continue
        if header and all(header.get(number) == slot.text for number, slot in line.items()):
            continue  # the header again, as on a new page
        beside = " ".join(slot.text for n, slot in line.items() if _TELLING.search(header.get(n, "")))
        is_paired = not header and len(line) % _PAIR == 0 and not _is_headed(line)
        for number, slot in line.items():
            if not slot.is_first:
                continue
            label = _pair_label(line, number) if is_paired else _row_label(line, number)
            about = (header.get(number), label, beside or None)
            if slot.text:
                yield Cell(slot.text, *about, is_hidden=tree.hidden[slot.cell])
            if not tree.hidden[slot.cell] and (text := _hidden_part(tree, slot.cell)):
                yield Cell(text, *about, is_hidden=True)


def _across(tree: Tree, line: Line) -> Iterator[Cell]:
    """A row that spans all columns: what stands below it where it is short, else a note."""
    slot = line[min(line)]
    if slot.is_first and slot.text:
        yield Cell(slot.text, is_heading=_is_title(slot.text), is_hidden=tree.hidden[slot.cell])


def _is_title(text: str) -> bool:
    return len(text) <= _MAX_SECTION and text[-1] not in "。；！？，" and not _NOTE.match(text)


def _n_cells(line: Line) -> int:
    return len({slot.cell for slot in line.values()})


def _is_headed(line: Line) -> bool:
    """True for a row of three or more cells of which only the first is marked as a header."""
    marked = [number for number, slot in line.items() if slot.is_header]
    return marked == [0] and len(line) > _PAIR


def _pair_label(line: Line, number: int) -> str | None:
    """The cell before, in rows of labels and values by turns."""
    return _short(line, [number - 1]) if number % _PAIR else None


def _row_label(line: Line, number: int) -> str | None:
    """The first cell of the row; where that one is shared with rows below, also the second."""
    is_shared = 0 in line and line[0].is_below and number > 1
    return _short(line, [0, 1] if is_shared else [0]) if number else None


def _short(line: Line, numbers: list[int]) -> str | None:
    """Text of labels, None where it is too long for one."""
    text = " ".join(dict.fromkeys(line[number].text for number in numbers if number in line)).strip()
    return text if 0 < len(text) <= _MAX_HEADER * 2 else None


def _hidden_part(tree: Tree, cell: int) -> str:
    is_partly = True in tree.hidden[cell : tree.ends[cell]]
    return visible_text(tree, cell, is_hidden=True) if is_partly else ""


def _columns(lines: list[Line]) -> dict[int, str]:
    """Header of each column: the texts above each other, each cell once."""
    columns: dict[int, dict[int, str]] = {}
    for line in lines:
        for number, slot in line.items():
            if slot.text:
                columns.setdefault(number, {})[slot.cell] = slot.text
    return {number: " ".join(texts.values()) for number, texts in columns.items()}


def _count_header(grid: list[Line]) -> int:
    """Rows of the header: the first where it looks like one, and those that go on with it."""
    if not grid or not _is_header(grid[0]):
        return 0
    n_rows = 1
    while n_rows < min(_MAX_HEADER_ROWS, len(grid) - 1) and _goes_on(grid[n_rows - 1], grid[n_rows]):
        n_rows += 1
    return n_rows


def _is_header(line: Line) -> bool:
    """True for a row of th, or of short texts most of which name a column."""
    if len(line) < _PAIR:
        return False
    if all(slot.is_header for slot in line.values()):
        return True
    is_short = all(0 < len(slot.text) <= _MAX_HEADER for slot in line.values())
    return is_short and sum(bool(_HEADER_WORD.search(slot.text)) for slot in line.values()) * 2 > len(line)


def _goes_on(above: Line, line: Line) -> bool:
    """True where a header goes on: all th again, or cells below a wide one beside one that reaches down."""
    if all(slot.is_header for slot in (*above.values(), *line.values())):
        return True
    shared = {n for n, slot in line.items() if n in above and above[n].cell == slot.cell}
    cells = [slot.cell for slot in above.values()]
    wide = {n for n, slot in above.items() if cells.count(slot.cell) > 1} - shared
    return bool(shared) and bool(wide) and set(line) - shared <= wide
