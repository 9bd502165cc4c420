"""A published table, whatever its format, as sheets of text.

Enters: an XLSX or XLS workbook, or a CSV file in UTF-8 or GB18030. Leaves: its visible sheets, every cell as
text, merged cells filled with what they show. Refuses PDF, web pages and anything else that is no table.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from collector.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from python_calamine import CalamineSheet

_XLSX = b"PK\x03\x04"
_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODINGS = ("utf-8-sig", "gb18030")
_FORMATS = "XLSX, XLS and CSV (UTF-8 or GB18030) are read"
_RESAVE = "open it in a spreadsheet program and save it as XLSX"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` counts from 1 as the spreadsheet does (in a CSV file: the line it begins on)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as messages name it, and its rows."""

    label: str
    rows: tuple[Row, ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a file (a CSV file is one sheet). Raises UsageError naming file, rule and fix."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise UsageError(str(path), problem, fix="give the path of the downloaded list") from None
    if content.startswith((_XLSX, _XLS)):
        return _workbook_sheets(path.name, content)
    if content.lstrip().startswith(b"%PDF"):
        fix = "convert it to CSV or XLSX and compare the number of rows with the PDF's last 序号"
        raise UsageError(path.name, f"a PDF is not read; {_FORMATS}", fix=fix)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UsageError(path.name, f"not a spreadsheet but a web page; {_FORMATS}", fix=_RESAVE)
    return (Sheet(path.name, tuple(_csv_rows(path.name, _text(path.name, content)))),)


def _workbook_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            Sheet(f"{name} sheet {one.name!r}", _sheet_rows(workbook.get_sheet_by_name(one.name)))
            for one in workbook.sheets_metadata
            if one.visible is SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet
        )
    except CalamineError as error:
        reason = str(error).partition("\n")[0]
    except BaseException as error:
        # calamine 0.37 panics on an XLS without its end, and pyo3 gives panics no public class (2026-11)
        if type(error).__module__ != "pyo3_runtime":
            raise
        reason = "its inner structure is damaged"
    raise UsageError(name, f"not a spreadsheet that can be opened ({reason}); {_FORMATS}", fix=_RESAVE)


def _sheet_rows(sheet: CalamineSheet) -> tuple[Row, ...]:
    grid = [[str(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = grid[top][left : left + 1] * len(row[left : right + 1])
    return tuple(Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1))


def _text(name: str, content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UsageError(name, f"not a spreadsheet; {_FORMATS}", fix=_RESAVE)


def _csv_rows(name: str, text: str) -> Iterable[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield Row(begins, tuple(cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{name}:{begins}", f"broken CSV ({error})", fix="mend the quotes") from None
