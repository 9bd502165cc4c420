"""A cell of a CSV gives back what was in the table, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from collector.errors import ChecksFailedError
from collector.warehouse import export_table as exporting
from collector.warehouse.dictionary import read_tables
from collector.warehouse.export_table import export_table

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TEXT = st.none() | st.text(st.sampled_from("=+-@＝＠'\"，,;\t\r\n \ufeff中文a1€𠮷\\")) | st.text()
ROW = st.tuples(
    TEXT,
    st.none() | st.decimals(-9999999, 9999999, places=2),
    st.none() | st.booleans(),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
)


def _export(rows: list[tuple[object, ...]], folder: Path) -> tuple[Path, Path]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table t "
            "(id integer, said varchar, amount decimal(9, 2), is_x boolean, day date, seen_at timestamptz)"
        )
        for number, row in enumerate(rows):
            connection.execute("insert into t values (?, ?, ?, ?, ?, ?)", [number, *row])
        export_table(connection, read_tables(connection)[0], ("id",), "true", folder)
    return folder / "csv" / "t.csv", folder / "parquet" / "t.parquet"


def _said(cell: str) -> str | None:
    """The documented way back from a cell to its text."""
    return None if cell == "" else cell.removeprefix("'")


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=6))
@example([(f"{mark}1", None, None, None, None) for mark in STARTS_A_FORMULA])
@example([("", None, None, None, None), (None, None, None, None, None), ("'", None, None, None, None)])
@example([("=1+1", Decimal("-0.50"), False, date(2018, 11, 1), datetime(2018, 11, 1, 4, tzinfo=UTC))])
@example(
    [("－", None, None, None, None), ("\r\n", None, None, None, None), ('a"b\n,中', None, None, None, None)]
)
def test_csv_gives_back_every_value_and_starts_no_formula(rows: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, _ = _export(rows, Path(folder))
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *cells = csv.reader(file)
    assert header == ["id", "said", "amount", "is_x", "day", "seen_at"]
    assert len(cells) == len(rows)
    for number, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        said, amount, is_x, day, seen_at = row
        assert cell[0] == str(number)
        assert not cell[1].startswith(STARTS_A_FORMULA)
        assert _said(cell[1]) == said
        assert cell[2] == ("" if amount is None else f"{amount:.2f}".replace("-0.00", "0.00"))
        assert cell[3] == ("" if is_x is None else str(is_x).lower())
        assert cell[4] == ("" if day is None else str(day))
        assert cell[5] == ("" if seen_at is None else f"{seen_at:%Y-%m-%dT%H:%M:%S.%fZ}")


def test_parquet_has_text_as_it_is(tmp_path: Path) -> None:
    _, path = _export([(said, None, None, None, None) for said in ("=1+1", "", None, "'x")], tmp_path)
    found = duckdb.connect().sql(f"select said from '{path}' order by id").fetchall()
    assert found == [("=1+1",), ("",), (None,), ("'x",)]


def test_a_negative_number_is_no_text(tmp_path: Path) -> None:
    path, _ = _export([("x", Decimal("-1.50"), None, None, None)], tmp_path)
    assert path.read_text("utf-8-sig").splitlines()[1] == "0,x,-1.50,,,"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("cast(null as varchar)", "has 1 values in said instead of 2"),
        ("'other'", "has other values in said"),
    ],
)
def test_a_file_that_reads_back_otherwise_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, said: str
) -> None:
    # the cell of the second row is written wrongly
    usual = exporting.csv_cell
    monkeypatch.setattr(
        exporting,
        "csv_cell",
        lambda name, kind: (
            f"case when id = 1 then {wrong} else said end" if name == "said" else usual(name, kind)
        ),
    )
    with pytest.raises(ChecksFailedError, match=f"export t.csv: {said}"):
        _export([("a", None, None, None, None), ("b", None, None, None, None)], tmp_path)


def test_a_file_that_lost_a_row_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "CSV", exporting.CSV.replace("header true", "header false"))
    with pytest.raises(ChecksFailedError, match="holds 1 rows instead of 2"):
        _export([("a", None, None, None, None), ("b", None, None, None, None)], tmp_path)
