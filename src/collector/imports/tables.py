"""Saved lists as CSV: the kept snapshot of Apple's charts, and two forms typed by hand.

Columns, exactly and in this order (docs/how-to/import-rankings.md): ``pricing,index,bundle_id,total`` ·
``date,depth,rank,store_app_code,app_name,seller`` · ``month,rank,store_app_code,app_name,devices_wan,
growth_percent``. Refuses other columns, gaps in a list whose depth is not given, and values of another kind.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import TYPE_CHECKING

from collector.errors import UsageError
from collector.imports.rows import Devices, ListDate, Placed, Saved, parse_date
from collector.store_words import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SNAPSHOT = ("pricing", "index", "bundle_id", "total")
TYPED_LIST = ("date", "depth", "rank", "store_app_code", "app_name", "seller")
TYPED_DEVICES = ("month", "rank", "store_app_code", "app_name", "devices_wan", "growth_percent")
PRICING = {"top-free": "free", "top-paid": "paid"}
"""The word of the snapshot for each list of the store."""


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    number: int
    cells: dict[str, str]

    def error(self, column: str, problem: str, fix: str) -> UsageError:
        return UsageError(f"{self.label}:{self.number} {column}", problem, fix=fix)

    def whole(self, column: str) -> int:
        text = self.cells[column]
        if not (text.isascii() and text.isdigit()) or int(text) < 1:
            raise self.error(column, f"{text!r} is no whole number above 0", "write digits only")
        return int(text)

    def text(self, column: str) -> str | None:
        return self.cells[column].strip() or None

    def code(self, column: str) -> str:
        text = self.text(column)
        if text is None:
            raise self.error(column, "the cell is empty", "write the store's code of the app")
        return text


def read_table(text: str, label: str, chart: str, given: ListDate | None) -> Saved:
    """What the table says of list ``chart``; ``given`` is the date where the file has none."""
    header, lines = _lines(text, label)
    if header == SNAPSHOT:
        return _read_snapshot(lines, label, chart, given)
    if header == TYPED_LIST:
        return _read_list(lines, label, given)
    if header == TYPED_DEVICES:
        return _read_devices(lines, label)
    forms = " or ".join(",".join(form) for form in (SNAPSHOT, TYPED_LIST, TYPED_DEVICES))
    raise UsageError(f"{label}:1", f"unknown columns {','.join(header)!r}", fix=f"the columns are {forms}")


def _lines(text: str, label: str) -> tuple[tuple[str, ...], list[_Line]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(next(reader, []))
        lines = []
        for cells in reader:
            if len(cells) != len(header):
                problem = f"{len(cells)} cells, expected {len(header)}"
                raise UsageError(f"{label}:{reader.line_num}", problem, fix="quote cells that hold a comma")
            lines.append(_Line(label, reader.line_num, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        problem = f"broken CSV: {error}"
        raise UsageError(f"{label}:{reader.line_num}", problem, fix="mend the quotes") from None
    if not lines:
        raise UsageError(label, "no rows", fix="write a row per app below the columns")
    return header, lines


def _read_snapshot(lines: list[_Line], label: str, chart: str, given: ListDate | None) -> Saved:
    if given is None:
        raise UsageError(
            label, "the file does not say of which day it is", fix="add --date YYYY-MM-DD or YYYY"
        )
    for line in lines:
        if line.cells["pricing"] not in PRICING.values():
            raise line.error("pricing", f"{line.cells['pricing']!r} is no list", "write free or paid")
    chosen = [line for line in lines if line.cells["pricing"] == PRICING.get(chart)]
    placed = [
        Placed(given, line.whole("index"), line.whole("total"), f"{BUNDLE}{line.code('bundle_id')}")
        for line in chosen
    ]
    if not placed:
        raise UsageError(label, f"no rows of list {chart}", fix=f"name one of {', '.join(PRICING)}")
    _check_list(chosen, placed, "index")
    return Saved("apple_snapshot_csv", tuple(placed), (), given.precision)


def _read_list(lines: list[_Line], label: str, given: ListDate | None) -> Saved:
    dated = [(_date(line, given), line) for line in lines]
    placed: list[Placed] = []
    for on, group in groupby(dated, key=lambda one: one[0]):
        chosen = [line for _, line in group]
        if any(one.on.day == on.day for one in placed):
            raise chosen[0].error(
                "date", f"{on.written} stands in two places", "keep the rows of a day together"
            )
        rows = list(_rows(on, chosen))
        _check_list(chosen, rows, "rank")
        placed += rows
    precisions = {one.on.precision for one in placed}
    if len(precisions) > 1:
        raise UsageError(f"{label} date", "days, months and years are mixed", fix="one file per precision")
    return Saved("typed_list_csv", tuple(placed), (), precisions.pop())


def _date(line: _Line, given: ListDate | None) -> ListDate:
    text = line.text("date")
    if text is not None:
        return parse_date(text, f"{line.label}:{line.number} date")
    if given is None:
        raise line.error("date", "the cell is empty", "write the day, or add --date")
    return given


def _rows(on: ListDate, lines: list[_Line]) -> Iterator[Placed]:
    for line in lines:
        depth = line.whole("depth") if line.text("depth") else len(lines)
        code, name, seller = line.code("store_app_code"), line.text("app_name"), line.text("seller")
        yield Placed(on, line.whole("rank"), depth, code, name, seller)


def _check_list(lines: Iterable[_Line], placed: list[Placed], column: str) -> None:
    """A list has one depth, no rank and no app twice, ranks in order; without a depth of its own, no gaps."""
    above, codes = 0, set()
    for line, one in zip(lines, placed, strict=True):
        if one.depth != placed[0].depth:
            raise line.error(column, f"depth {one.depth} after {placed[0].depth}", "give one depth per list")
        if one.rank <= above:
            raise line.error(column, f"{one.rank} does not follow {above}", "order the rows by rank")
        if one.rank > one.depth:
            fix = "mend the rank, or write how deep the list was read"
            raise line.error(column, f"{one.rank} is beyond the list's {one.depth} places", fix)
        if one.code in codes:
            raise line.error("store_app_code", f"{one.code} stands twice", "one row per app")
        above = one.rank
        codes.add(one.code)


def _read_devices(lines: list[_Line], label: str) -> Saved:
    seen: set[tuple[object, str]] = set()
    devices = []
    for line in lines:
        month = parse_date(line.code("month"), f"{label}:{line.number} month")
        if month.precision != "month":
            raise line.error("month", f"{line.cells['month']!r} is no month", "write YYYY-MM")
        code = line.code("store_app_code")
        if (month.day, code) in seen:
            raise line.error("store_app_code", f"{code} stands twice in {month.written}", "one row per app")
        seen.add((month.day, code))
        devices.append(
            Devices(
                month=month.day.replace(day=1),
                code=code,
                app_name=line.text("app_name"),
                n_devices_wan=line.whole("devices_wan"),
                overall_rank=line.whole("rank") if line.text("rank") else None,
                growth=_growth(line),
            )
        )
    return Saved("typed_devices_csv", (), tuple(devices), "month")


def _growth(line: _Line) -> Decimal | None:
    text = line.text("growth_percent")
    if text is None:
        return None
    try:
        return Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise line.error("growth_percent", f"{text!r} is no number", "write percent, such as -1.25") from None
