"""The form of a cell in CSV: one text for one value, and nothing that a spreadsheet would run.

Numbers, booleans and dates stand as they are; times in UTC with six decimals; NULL is an empty cell. Text
that begins with what makes a spreadsheet see a formula, or with an apostrophe, and the empty text get an
apostrophe before them. Taking one apostrophe off every text that begins with one gives back what was there.
"""

from __future__ import annotations

import re

from collector.warehouse.dictionary import literal, quoted

RISKY = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet may take for the beginning of a formula; full-width too, as Excel in Chinese does."""

BOM = "\ufeff"
TIME_FORM = "%Y-%m-%dT%H:%M:%S.%f"

_PLAIN = re.compile(r"BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|DATE|TIME")
_ZONED = "TIMESTAMP WITH TIME ZONE"
_FIRST = ", ".join(literal(mark) for mark in ("", "'", *RISKY))


def time_cell(column: str, kind: str) -> str:
    """SQL for a column whose times are text as the CSV has it, and whose other values are as they are."""
    name = quoted(column)
    if kind == _ZONED:
        return f"strftime({name} at time zone 'UTC', '{TIME_FORM}Z')"
    return f"strftime({name}, '{TIME_FORM}')" if kind.startswith("TIMESTAMP") else name


def csv_cell(column: str, kind: str) -> str:
    """SQL for the CSV form of a column of DuckDB type ``kind``."""
    if _PLAIN.fullmatch(kind) or kind.startswith("TIMESTAMP"):
        return time_cell(column, kind)
    text = quoted(column) if kind == "VARCHAR" else f"cast({quoted(column)} as varchar)"
    return f"case when left({text}, 1) in ({_FIRST}) then '''' || {text} else {text} end"


def restored_cell(column: str, kind: str) -> str:
    """SQL that gives back the value from a CSV column that was read with type ``kind``."""
    name = quoted(column)
    return (
        f"case when left({name}, 1) = '''' then substr({name}, 2) else {name} end"
        if kind == "VARCHAR"
        else name
    )
