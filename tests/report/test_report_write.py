"""What is written where, and what is refused."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from collector.errors import RefusedError, UsageError
from collector.paths import Paths
from collector.report import write as write_module
from collector.report.fonts import find_cjk_font
from collector.report.write import write_report

if TYPE_CHECKING:
    from collector.models import Wave

needs_font = pytest.mark.skipif(find_cjk_font() is None, reason="no Chinese font is installed")


def silent(_: str) -> None:
    return


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@needs_font
def test_report_twice_gives_the_same_bytes(paths: Paths, wave: Wave) -> None:
    first = contents(write_report(paths, wave, say=silent).folder)
    second = contents(write_report(paths, wave, say=silent).folder)
    assert first == second
    assert sorted(Path(name).suffix for name in first).count(".png") == 3


def test_row_order_in_the_warehouse_changes_nothing(paths: Paths, wave: Wave) -> None:
    first = contents(write_report(paths, wave, say=silent, font_files=()).folder)
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            connection.execute(f"create or replace table {table} as from {table} order by all desc")
    assert contents(write_report(paths, wave, say=silent, font_files=()).folder) == first


def test_result_counts_what_stands_in_the_folder(paths: Paths, wave: Wave) -> None:
    result = write_report(paths, wave, say=silent, font_files=())
    assert result.folder == paths.report("sample")
    assert result.n_pages == len(list(result.folder.rglob("*.html"))) == 7  # index and six banks
    assert result.n_csv == len(list((result.folder / "csv").iterdir())) == 20


def test_half_written_report_never_replaces_the_old_one(
    paths: Paths, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(write_report(paths, wave, say=silent, font_files=()).folder)

    def fail(*_: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(write_module, "render_bank", fail)
    with pytest.raises(OSError, match="disk full"):
        write_report(paths, wave, say=silent, font_files=())
    assert contents(paths.report("sample")) == before
    assert [folder.name for folder in paths.report("sample").parent.iterdir()] == ["sample"]


def test_swap_that_fails_puts_the_old_report_back(
    paths: Paths, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(write_report(paths, wave, say=silent, font_files=()).folder)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == ".sample.new":
            raise OSError("no permission")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="no permission"):
        write_report(paths, wave, say=silent, font_files=())
    assert contents(paths.report("sample")) == before


def test_report_moved_away_by_a_killed_run_comes_back(paths: Paths, wave: Wave) -> None:
    folder = write_report(paths, wave, say=silent, font_files=()).folder
    before = contents(folder)
    folder.rename(folder.with_name(".sample.old"))
    with pytest.raises(UsageError):
        write_report(paths, replace(wave, is_sample=False), say=silent, font_files=())
    assert contents(folder) == before


def test_new_report_keeps_no_page_of_the_old_one(paths: Paths, wave: Wave) -> None:
    folder = write_report(paths, wave, say=silent, font_files=()).folder
    (folder / "banks" / "gone.html").write_text("a bank that left the universe", encoding="utf-8")
    write_report(paths, wave, say=silent, font_files=())
    assert not (folder / "banks" / "gone.html").exists()


def test_csv_opens_in_a_spreadsheet_and_is_sorted(paths: Paths, wave: Wave) -> None:
    folder = write_report(paths, wave, say=silent, font_files=()).folder
    file = folder / "csv" / "scenario_coverage.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    keys = [(row["segment"], row["item_kind"], row["item_id"]) for row in rows]
    assert keys == sorted(keys)
    unknown = next(row for row in rows if row["item_id"] == "insurance_security")
    assert (unknown["value"], unknown["n_unknown"], unknown["high"]) == ("", "5", "1.000000")


def test_a_cell_that_a_spreadsheet_would_run_is_text(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update bank_profile set short_name_zh = '=1+1' where bank_id = 'cmb'")
    folder = write_report(paths, wave, say=silent, font_files=()).folder
    with (folder / "csv" / "bank_profile.csv").open(encoding="utf-8-sig", newline="") as lines:
        names = {row["bank_id"]: row["short_name_zh"] for row in csv.DictReader(lines)}
    assert names["cmb"] == "'=1+1"


def test_rows_of_other_waves_are_left_out(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        for table in ("dim_bank", "fct_visit", "fct_observation", "bank_profile", "scenario_coverage"):
            connection.execute(f"insert into {table} select * replace ('other' as wave) from {table}")
    first = write_report(paths, wave, say=silent, font_files=())
    assert first.n_pages == 7
    assert "other" not in (first.folder / "csv" / "fct_observation.csv").read_text(encoding="utf-8")


def test_missing_warehouse_and_missing_wave_name_the_command_that_mends_it(paths: Paths, wave: Wave) -> None:
    with pytest.raises(UsageError, match="collector refresh --wave sample"):
        write_report(Paths(home=paths.home, data=paths.data / "empty"), wave, say=silent)
    with pytest.raises(UsageError, match="does not hold wave 2030"):
        write_report(paths, replace(wave, wave="2030"), say=silent)
    assert not paths.report("2030").exists()


def test_real_rows_in_the_sample_warehouse_are_refused(paths: Paths, wave: Wave) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        connection.execute("update dim_wave set is_sample = false")
    with pytest.raises(RefusedError, match="is_sample=False"):
        write_report(paths, wave, say=silent)
