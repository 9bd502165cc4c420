"""A regulator's list of institutions (银行业金融机构法人名单) as published.

Enters: an XLSX, XLS or CSV file with a header row somewhere, found by its words. Leaves: one record a listed
institution, in the order of the file. Refuses what would make a comparison lie: no header, no rows, codes of
wrong form or twice, rows without a name, kinds of institution that are in no table of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.universe.institution_codes import is_institution_code
from collector.universe.institution_types import KNOWN_TYPES, bank_type_of
from collector.universe.list_table import Column, Record, find_tables, squeezed, without_blanks
from collector.universe.sheets import read_sheets

if TYPE_CHECKING:
    from pathlib import Path

    from collector.words import BankType

_NO_ENGLISH_NAME = frozenset({"", "无", "-", "—", "/"})


@dataclass(frozen=True, slots=True)
class ListedInstitution:
    """One institution of a list. ``bank_type`` is None where this project does not survey its kind.

    ``row`` is where it stands in its sheet (from 1); two records that differ in nothing else are equal.
    """

    institution_code: str
    name_zh: str
    name_en: str | None
    type_zh: str
    bank_type: BankType | None
    row: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class RegulatorList:
    """The institutions of a list, and what stood in the file beside them.

    ``ignored_columns`` are headers that no rule knows; ``notes`` are section titles, sums and remarks, each
    with its place.
    """

    institutions: tuple[ListedInstitution, ...]
    ignored_columns: tuple[str, ...]
    notes: tuple[str, ...]


def read_regulator_list(path: Path) -> RegulatorList:
    """All institutions of a published list, in its order.

    Raises UsageError naming file, sheet, row, value, rule and fix; unknown types of institution all at once.
    """
    tables = find_tables(path.name, read_sheets(path))
    records = [record for table in tables for record in table.records]
    found: dict[str, tuple[ListedInstitution, str]] = {}
    unknown: dict[str, list[str]] = {}
    for record in records:
        if record.note is not None:
            continue
        code = _code(record)
        name_zh = without_blanks(record.cells[Column.NAME])
        if not name_zh:
            raise record.error(Column.NAME, f"{code} has no name", fix="write its legal name")
        type_zh = squeezed(record.cells[Column.TYPE])
        if type_zh not in KNOWN_TYPES:
            unknown.setdefault(type_zh, []).append(record.place)
            continue
        name_en = _english(record.cells.get(Column.NAME_EN, ""))
        kind = bank_type_of(type_zh, name_zh)
        one = ListedInstitution(code, name_zh, name_en, type_zh, kind, record.number)
        _, first = found.setdefault(code, (one, record.place))
        if first != record.place:
            problem = f"{code} stands twice (first in {first})"
            raise record.error(Column.CODE, problem, fix="find out which row is right, remove the other")
    _refuse_unknown(path.name, unknown)
    if not found:
        raise UsageError(path.name, "no institution below its header", fix="give the whole list")
    ignored = dict.fromkeys(word for table in tables for word in table.ignored_columns)
    notes = tuple(f"{one.place}: {one.note}" for one in records if one.note is not None)
    return RegulatorList(tuple(one for one, _ in found.values()), tuple(ignored), notes)


def _code(record: Record) -> str:
    code = squeezed(record.cells[Column.CODE])
    if not is_institution_code(code):
        fix = (
            "write a letter, 4 figures, a letter, 9 figures (B0622H333070001), "
            "or remove the row if it is a remark"
        )
        raise record.error(Column.CODE, f"{code!r} is no institution code", fix=fix)
    return code


def _english(cell: str) -> str | None:
    name = " ".join(cell.split())
    return None if name in _NO_ENGLISH_NAME else name


def _refuse_unknown(name: str, unknown: dict[str, list[str]]) -> None:
    if unknown:
        words = "; ".join(
            f"{word!r} ({len(places)} rows, first {places[0]})" for word, places in unknown.items()
        )
        fix = "mend the cells, or decide what the word means in src/collector/universe/institution_types.py"
        raise UsageError(name, f"institution types that are in no table of ours: {words}", fix=fix)
