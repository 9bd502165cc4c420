"""The tables of a regulator's list: header rows found by their words, since columns and titles vary by year.

Enters: the sheets of a file. Leaves: the rows below each header, cells by column, notes told from records.
Refuses files without a header, and institution codes that stand where no header is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.universe.institution_codes import is_institution_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collector.universe.sheets import Row, Sheet


class Column(StrEnum):
    """Columns that are read; ``IGNORED`` holds what is known and not needed."""

    NAME = "name"
    CODE = "code"
    TYPE = "type"
    NAME_EN = "name_en"
    IGNORED = "ignored"


_WORDS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("机构名称", "机构中文名称", "中文名称", "机构全称", "法人机构名称", "name"),
    Column.CODE: ("机构编码", "金融机构编码", "金融许可证机构编码", "code", "institution_code"),
    Column.TYPE: ("机构类型", "机构类别", "type", "institution_type"),
    Column.NAME_EN: ("英文名称", "机构英文名称", "name_en"),
    Column.IGNORED: ("序号", "监管机构", "属地监管机构", "属地", "监管局", "seq", "regulator", "page"),
}
_COLUMN_OF = {word: column for column, words in _WORDS.items() for word in words}
_NEEDED = (Column.NAME, Column.CODE, Column.TYPE)
_NOTE_BEGINNINGS = ("注", "备注", "说明", "合计", "总计", "小计", "共计", "截至", "截止")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Record:
    """A row below a header; ``note`` is its text where it is a section title, a sum or a remark."""

    place: str
    number: int
    cells: Mapping[Column, str]
    words: Mapping[Column, str]
    note: str | None

    def error(self, column: Column, problem: str, *, fix: str) -> UsageError:
        """A UsageError whose subject is file, sheet, row and column."""
        return UsageError(f"{self.place} {self.words[column]}", problem, fix=fix)


@dataclass(frozen=True, slots=True)
class Table:
    """The records below one header (a header may stand on every page), and its words that no rule knows."""

    records: tuple[Record, ...]
    ignored_columns: tuple[str, ...]


def without_blanks(text: str) -> str:
    """A Chinese text without blanks (full-width ones too) and signs that cannot be seen."""
    return "".join(text.translate(_INVISIBLE).split())


def squeezed(text: str) -> str:
    """A word or code for comparing: no blanks, full-width signs made half width."""
    return without_blanks(unicodedata.normalize("NFKC", text))


def find_tables(name: str, sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """The tables of a file; a sheet without header and codes is a cover. Raises UsageError."""
    if not any(without_blanks(cell) for sheet in sheets for row in sheet.rows for cell in row.cells):
        raise UsageError(name, "the list is empty", fix="download it again")
    tables = []
    for sheet in sheets:
        ats = [at for at, row in enumerate(sheet.rows) if _is_header(row)]
        for row in sheet.rows[: ats[0] if ats else None]:
            if any(is_institution_code(squeezed(cell)) for cell in row.cells):
                place = f"{sheet.label} row {row.number}"
                raise _no_header(place, "an institution code, but no header row above it")
        for at, end in pairwise([*ats, len(sheet.rows)]):
            tables.append(_table(sheet.label, sheet.rows[at], sheet.rows[at + 1 : end]))
    if not tables:
        raise _no_header(name, "no header row in any visible sheet")
    return tuple(tables)


def _no_header(subject: str, problem: str) -> UsageError:
    needed = "; ".join(" or ".join(_WORDS[column]) for column in _NEEDED)
    return UsageError(subject, problem, fix=f"name three columns in one row: {needed}")


def _is_header(row: Row) -> bool:
    columns = [_column_of(cell) for cell in row.cells]
    return all(columns.count(column) == 1 for column in _NEEDED)


def _column_of(cell: str) -> Column | None:
    return _COLUMN_OF.get(squeezed(cell).lower())


def _table(label: str, header: Row, rows: Sequence[Row]) -> Table:
    columns: dict[Column, int] = {}
    for index, cell in enumerate(header.cells):
        column = _column_of(cell)
        if column is not None:
            columns.setdefault(column, index)
    words = {column: squeezed(header.cells[index]) for column, index in columns.items()}
    records = tuple(
        _record(f"{label} row {row.number}", row, columns, words)
        for row in rows
        if any(without_blanks(cell) for cell in row.cells)
    )
    unknown = (squeezed(cell) for cell in header.cells if _column_of(cell) is None)
    return Table(records, tuple(word for word in unknown if word))


def _record(place: str, row: Row, columns: Mapping[Column, int], words: Mapping[Column, str]) -> Record:
    cells = {column: row.cells[index] if index < len(row.cells) else "" for column, index in columns.items()}
    return Record(place, row.number, cells, words, _note(row, cells))


def _note(row: Row, cells: Mapping[Column, str]) -> str | None:
    """The row's only text (merged over cells, or outside the columns that records need), or a remark."""
    texts = [text for text in map(without_blanks, row.cells) if text]
    needed = [without_blanks(cells[column]) for column in _NEEDED]
    is_one_text = len(set(texts)) == 1 and (len(texts) > 1 or not any(needed))
    is_remark = not needed[1] and not needed[2] and texts[0].startswith(_NOTE_BEGINNINGS)
    return texts[0] if is_one_text or is_remark else None
