"""An answer from the warehouse as a person reads it: a table, or one block a row where columns are many.

Enters: an Arrow reader. Leaves: the first rows on the console and how many there are in all. NULL is visible,
wide characters align, and what could steer a terminal is shown as an escape.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
from rich.cells import cell_len
from rich.text import Text

from collector.views import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

SHOWN_ROWS = 60
SHOWN_BLOCKS = 20
SHOWN_CHARACTERS = 400
READABLE_WIDTH = 24
"""A column of text is given at least this many cells (or what it needs), else rows are shown as blocks."""

# C0 and C1 controls, and marks that reorder or hide what stands beside them
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Shown:
    """How many rows were shown of how many."""

    n_shown: int
    n_rows: int


def show_answer(console: Console, reader: pa.RecordBatchReader) -> Shown:
    """Print the first rows; all others are counted and dropped."""
    names = reader.schema.names
    kept: list[tuple[object, ...]] = []
    n_rows = 0
    for batch in reader:
        missing = SHOWN_ROWS - len(kept)
        if missing > 0:
            head = batch.slice(0, missing)
            kept += zip(*(column.to_pylist() for column in head.columns), strict=True)
        n_rows += batch.num_rows
    rows = [[_text(value) for value in row] for row in kept]
    if _fits(names, rows, console.width):
        numbers = [_is_number(field.type) for field in reader.schema]
        shown = table(
            *(f">{name}" if is_number else name for name, is_number in zip(names, numbers, strict=True))
        )
        for row in rows:
            shown.add_row(*row)
        console.print(shown)
        return Shown(len(rows), n_rows)
    width = max(map(cell_len, names))
    for number, row in enumerate(islice(rows, SHOWN_BLOCKS), start=1):
        console.print(Text(f"row {number}", style="bold"))
        for name, value in zip(names, row, strict=True):
            padded = f"  {name}{' ' * (width - cell_len(name))}  "
            console.print(Text(padded, style="dim") + value)
    return Shown(min(len(rows), SHOWN_BLOCKS), n_rows)


def show_plan(console: Console, reader: pa.RecordBatchReader) -> None:
    """Print the plan of EXPLAIN, which is a drawing in its second column."""
    for row in reader.read_all().column(1).to_pylist():
        console.print(row, markup=False)


def _fits(names: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> bool:
    widths = [
        min(READABLE_WIDTH, max((value.cell_len for value in values), default=0))
        for values in (zip(*rows, strict=True) if rows else ([] for _ in names))
    ]
    needed = sum(max(cell_len(name), least) for name, least in zip(names, widths, strict=True))
    return needed + 2 * (len(names) - 1) <= width


def _text(value: object) -> Text:
    if value is None:
        return Text("NULL", style="dim")
    if isinstance(value, bool):
        return Text(str(value).lower())
    if isinstance(value, datetime):
        return Text(value.isoformat(sep=" "))
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    seen = _UNSEEN.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", str(value))
    return Text(seen if len(seen) <= SHOWN_CHARACTERS else f"{seen[:SHOWN_CHARACTERS]}…")


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
