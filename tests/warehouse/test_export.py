"""``collector export``: all is there and described, nothing is lost, and nobody meets half of it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from frictionless import validate
from tiny_wave import HOME, WAVE, land, make_config, make_landing, make_wave

from collector.console import Silent
from collector.errors import CollectorError, IncompleteError, RefusedError, UsageError
from collector.folders import replacing
from collector.paths import Paths
from collector.warehouse import export as exporting
from collector.warehouse.build import build_wave
from collector.warehouse.export import export_warehouse
from collector.warehouse.published import Published

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built


@pytest.fixture
def paths(built: Built, tmp_path: Path) -> Paths:
    """A copy of the tiny warehouse that may be changed."""
    own = Paths(home=HOME, data=tmp_path / "data")
    own.data.mkdir()
    shutil.copyfile(built.result.path, own.warehouse(is_sample=True))
    return own


@pytest.fixture(scope="session")
def exported(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the tiny warehouse; read it, do not change it."""
    folder = tmp_path_factory.mktemp("exported") / "sample"
    return export_warehouse(built.paths, _published(built.paths), folder, progress=Silent()).folder


def _published(paths: Paths, wave: str | None = None) -> Published:
    return Published(paths.warehouse(is_sample=True), True, wave)


def _export(paths: Paths, folder: Path | None = None, wave: str | None = None) -> Path:
    return export_warehouse(paths, _published(paths, wave), folder, progress=Silent()).folder


def _change(paths: Paths, *statements: str) -> None:
    with duckdb.connect(str(paths.warehouse(is_sample=True))) as connection:
        for statement in statements:
            connection.execute(statement)


def _package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def _schema(folder: Path, table: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in _package(folder)["resources"] if one["name"] == table)[
        "schema"
    ]
    return found


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_there_in_both_forms(exported: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    tables = {
        name
        for (name,) in warehouse.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
    }
    assert {path.stem for path in (exported / "csv").iterdir()} == tables - {"app_devices"}
    assert {path.stem for path in (exported / "parquet").iterdir()} == tables - {"app_devices"}


def test_rows_and_nulls_of_csv_and_parquet_are_those_of_the_warehouse(
    exported: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    answers = warehouse.execute("select count(*), count(reason) from fct_observation").fetchone()
    assert answers is not None
    n_rows, n_reasons = answers
    assert 0 < n_reasons < n_rows
    cells = _cells(exported / "csv" / "fct_observation.csv")
    assert (len(cells), sum(row["reason"] != "" for row in cells)) == answers
    parquet = exported / "parquet" / "fct_observation.parquet"
    assert duckdb.connect().sql(f"select count(*), count(reason) from '{parquet}'").fetchall() == [answers]


def test_an_unknown_share_is_an_empty_cell(exported: Path) -> None:
    row = next(
        row
        for row in _cells(exported / "csv" / "channel_coverage.csv")
        if row["segment"] == "private" and row["n_present"] == row["n_absent"] == "0"
    )
    assert row["value"] == ""  # unknown is never 0


def test_rows_stand_in_the_order_of_the_key(exported: Path) -> None:
    key = ["wave", "segment", "item_kind", "item_id", "channel_id"]
    assert _schema(exported, "scenario_coverage")["primaryKey"] == key
    found = [
        tuple(row[column] for column in key) for row in _cells(exported / "csv" / "scenario_coverage.csv")
    ]
    assert found == sorted(found)


def test_every_table_has_a_key_and_every_table_and_column_a_meaning(exported: Path) -> None:
    for resource in _package(exported)["resources"]:
        assert resource["description"], resource["name"]
        if resource["format"] == "csv":
            assert resource["schema"]["primaryKey"], resource["name"]
            assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


def test_frictionless_finds_the_package_valid_and_notices_a_changed_cell(
    exported: Path, tmp_path: Path
) -> None:
    report = validate(str(exported / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == len(_package(exported)["resources"])
    broken = shutil.copytree(exported, tmp_path / "broken")
    path = broken / "csv" / "dim_wave.csv"
    path.write_bytes(path.read_bytes().replace(b"2018-11-01", b"2018-11-xx"))
    errors = {row[0] for row in validate(str(broken / "datapackage.json")).flatten(["type"])}
    assert errors == {"type-error", "hash-count"}


def test_sample_data_say_so(exported: Path) -> None:
    package = _package(exported)
    assert package["isSample"] is True
    assert package["title"].startswith("SAMPLE DATA")
    assert package["waves"] == [WAVE]


def test_two_exports_of_a_warehouse_are_the_same_bytes(built: Built, exported: Path, tmp_path: Path) -> None:
    assert _bytes(_export(built.paths, tmp_path / "again")) == _bytes(exported)


@pytest.mark.slow
def test_exports_of_two_builds_of_the_same_input_are_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    again = Paths(home=HOME, data=tmp_path / "again")
    land(again.landing(WAVE), make_landing())
    build_wave(again, make_config(), make_wave(), say=lambda _: None)
    assert _bytes(_export(again)) == _bytes(exported)


def test_a_wave_has_its_own_rows_and_folder(paths: Paths) -> None:
    _change(
        paths,
        "insert into dim_wave select * replace ('other' as wave) from dim_wave",
        "insert into fct_visit select * replace ('other' as wave) from fct_visit",
    )
    folder = _export(paths, wave="other")
    assert folder == paths.data / "exports" / "sample-other"
    assert {row["wave"] for row in _cells(folder / "csv" / "fct_visit.csv")} == {"other"}
    assert _cells(folder / "csv" / "scenario_coverage.csv") == []
    assert _cells(folder / "csv" / "dim_segment.csv") != []
    assert _package(folder)["waves"] == ["other"]
    assert {row["wave"] for row in _cells(_export(paths) / "csv" / "fct_visit.csv")} == {"other", WAVE}


def test_imported_places_of_other_apps_and_the_series_of_devices_are_not_given_out(paths: Paths) -> None:
    imported = "true as is_imported, 'saved' as chart"
    _change(paths, f"insert into fct_app_rank select * replace ({imported}) from fct_app_rank")
    folder = _export(paths)
    rows = _cells(folder / "csv" / "fct_app_rank.csv")
    saved = [row["owner_id"] for row in rows if row["chart"] == "saved"]
    own = [row["owner_id"] for row in rows if row["chart"] != "saved"]
    assert "" in own
    assert sorted(saved) == sorted(owner for owner in own if owner)
    assert "app_devices" in _package(folder)["description"]


def test_a_key_that_the_rows_do_not_keep_is_not_stated(paths: Paths) -> None:
    _change(paths, "insert into fct_visit select * from fct_visit limit 1")
    folder = _export(paths)
    assert "primaryKey" not in _schema(folder, "fct_visit")
    assert "primaryKey" in _schema(folder, "fct_page")


def test_text_that_would_be_a_formula_has_an_apostrophe_in_csv_alone(paths: Paths) -> None:
    _change(paths, "update dim_bank set city = '=cmd()' where bank_id = 'aaa'")
    folder = _export(paths)
    assert {row["city"] for row in _cells(folder / "csv" / "dim_bank.csv")} == {"'=cmd()", ""}
    parquet = folder / "parquet" / "dim_bank.parquet"
    assert ("=cmd()",) in duckdb.connect().sql(f"select city from '{parquet}'").fetchall()


def test_sample_and_real_waves_of_one_file_are_refused(paths: Paths) -> None:
    _change(
        paths, "insert into dim_wave select * replace ('other' as wave, false as is_sample) from dim_wave"
    )
    with pytest.raises(RefusedError, match="holds waves that are not sample"):
        _export(paths)


def test_sample_data_never_replace_an_export_of_real_data(paths: Paths) -> None:
    folder = _export(paths)
    package = folder / "datapackage.json"
    package.write_text(package.read_text("utf-8").replace('"isSample": true', '"isSample": false'), "utf-8")
    before = _bytes(folder)
    with pytest.raises(RefusedError, match="sample data never goes there"):
        _export(paths)
    assert _bytes(folder) == before


def test_a_folder_that_cannot_be_written_is_no_bug(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        _export(paths, tmp_path / "file" / "out")


@pytest.mark.parametrize("name", ["thesis.docx", "csv/mine.csv", "datapackage.json"])
def test_a_folder_with_anything_else_in_it_is_not_replaced(paths: Paths, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    if name != "datapackage.json":
        _export(paths, folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("{}")
    before = _bytes(folder)
    with pytest.raises(UsageError, match="name a new folder"):
        _export(paths, folder)
    assert _bytes(folder) == before


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (duckdb.IOException("IO Error: Could not write: No space left on device"), IncompleteError),
        (OSError(28, "No space left on device"), IncompleteError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_run_that_fails_leaves_the_export_before_it(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, error: BaseException, expected: type[BaseException]
) -> None:
    folder = _export(paths)
    before = _bytes(folder)
    usual = exporting.export_table

    def fail(connection: Any, table: Any, *rest: Any) -> Any:
        if table.name == "fct_page":
            raise error
        return usual(connection, table, *rest)

    monkeypatch.setattr(exporting, "export_table", fail)
    with pytest.raises(expected):
        _export(paths)
    assert _bytes(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_killed_run_leaves_the_export_before_it_and_the_next_one_its_own(paths: Paths) -> None:
    folder = _export(paths)
    before = _bytes(folder)
    _change(paths, "update dim_wave set title_en = 'Later'")
    environment = {**os.environ, "COLLECTOR_HOME": str(HOME), "COLLECTOR_DATA": str(paths.data)}
    running = subprocess.Popen(
        [sys.executable, "-m", "collector.cli", "export"], env=environment, stdout=subprocess.DEVNULL
    )
    half = folder.with_name(".sample.new") / "csv"
    deadline = time.monotonic() + 60
    while not half.exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert half.exists()
    assert _bytes(folder) == before
    _export(paths)
    assert _cells(folder / "csv" / "dim_wave.csv")[0]["title_en"] == "Later"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_run_killed_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    (tmp_path / ".out.old").mkdir()
    (tmp_path / ".out.old" / "kept").touch()
    with pytest.raises(CollectorError), replacing(tmp_path / "out"):
        raise CollectorError("a", "b", fix="c")
    assert (tmp_path / "out" / "kept").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_runs_do_not_write_one_folder_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with replacing(folder) as fresh:
        (fresh / "first").touch()
        with pytest.raises(IncompleteError, match="written by another run"), replacing(folder):
            pass
    assert [path.name for path in folder.iterdir()] == ["first"]
