"""``collector import rankings``: what is kept, that nothing is half kept, and what extraction lands of it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from saved_lists import DEVICES, TWO, TYPED, month, reply
from typer.testing import CliRunner

from collector.cli import app
from collector.config.load import load_config
from collector.config.lookup import find_wave
from collector.errors import ArchiveError, CollectorError, RefusedError
from collector.extract.run import extract_wave
from collector.fetch.permission import check_permission
from collector.paths import Paths

HOME = Path(__file__).resolve().parents[2]
IRESEARCH = ("--store", "iresearch", "--list", "finance")


class Silent:
    """Progress that nobody watches."""

    def line(self, text: str) -> None: ...

    def step(self, done: int, total: int, unit: str) -> None: ...


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("COLLECTOR_HOME", str(HOME))
    monkeypatch.setenv("COLLECTOR_DATA", str(tmp_path / "data"))
    return Paths.from_environment()


def write(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / name)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["import", "rankings", *arguments], catch_exceptions=True)
    if isinstance(result.exception, CollectorError):
        return f"{int(result.exception.exit_code)} {result.exception}"
    assert result.exit_code == 0, result.output
    return result.output


def kept(paths: Paths) -> dict[str, bytes]:
    files = (path for path in paths.imports.rglob("*") if path.is_file())
    return {str(path.relative_to(paths.imports)): path.read_bytes() for path in files}


def land(paths: Paths) -> Path:
    config = load_config(paths.home)
    return extract_wave(paths, config, find_wave(config, "backfill"), jobs=1, progress=Silent()).folder  # type: ignore[arg-type]  # only told to


def test_the_same_file_twice_changes_nothing(paths: Paths, tmp_path: Path) -> None:
    file = write(tmp_path, "m.json", reply(month(*TWO)))
    run(file, *IRESEARCH)
    before, landed = kept(paths), land(paths)
    assert "kept already" in run(file, *IRESEARCH)
    assert (kept(paths), land(paths)) == (before, landed)
    (about,) = (json.loads(text) for name, text in before.items() if name.endswith("import.json"))
    assert about["file_name"] == "m.json"
    assert len(about["sha256"]) == 64


def test_one_wrong_file_keeps_all_others_out(paths: Paths, tmp_path: Path) -> None:
    good = write(tmp_path, "good.json", reply(month(*TWO)))
    bad = write(tmp_path, "bad.json", reply(month(*TWO, time_id=202605))[:-9])
    assert run(good, bad, *IRESEARCH).startswith("2 bad.json:3: broken JSON")
    assert kept(paths) == {}


def test_a_second_word_on_a_month_is_refused_and_names_the_first(paths: Paths, tmp_path: Path) -> None:
    run(write(tmp_path, "m.json", reply(month(*TWO))), *IRESEARCH)
    before = kept(paths)
    other = write(tmp_path, "n.json", reply(month(TWO[0])))
    said = run(other, *IRESEARCH)
    assert said.startswith("2 n.json: iresearch finance of 2026-06-01 is imported already, from m.json")
    assert kept(paths) == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--store", "iresearch", "--list", "all"), "2 list all: store iresearch has no such list"),
        (
            ("--store", "iresearch", "--list", "finance", "--wave", "2026"),
            "2 wave 2026: it does not read store",
        ),
        (("--store", "iresearch", "--list", "finance", "--date", "June"), "2 --date: 'June' is no day"),
        (("--store", "irsearch", "--list", "finance"), "2 store irsearch: not in config/stores/"),
    ],
)
def test_what_is_not_declared_is_refused(
    paths: Paths, tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    assert run(write(tmp_path, "m.json", reply(month(*TWO))), *arguments).startswith(expected)
    assert kept(paths) == {}


def test_imported_rows_land_with_the_import_they_came_from(paths: Paths, tmp_path: Path) -> None:
    run(write(tmp_path, "m.json", reply(month(*TWO))), *IRESEARCH, "--source", "somebody's archive")
    run(write(tmp_path, "d.csv", DEVICES), *IRESEARCH)
    run(write(tmp_path, "t.csv", TYPED), "--store", "apple", "--list", "top-free")
    folder = land(paths)
    imports = {row["import_id"]: row for row in pq.read_table(folder / "imports.parquet").to_pylist()}
    assert sorted((row["file_name"], row["n_rows"], row["date_precision"]) for row in imports.values()) == [
        ("d.csv", 2, "month"),
        ("m.json", 2, "month"),
        ("t.csv", 3, "day"),
    ]
    assert "somebody's archive" in {row["source"] for row in imports.values()}
    ranks = pq.read_table(folder / "app_ranks.parquet").to_pylist()
    devices = pq.read_table(folder / "app_devices.parquet").to_pylist()
    assert (len(ranks), len(devices)) == (5, 4)
    assert {row["capture_id"] for row in ranks} | {row["import_id"] for row in devices} == set(imports)


def test_kept_bytes_that_were_changed_are_not_landed(paths: Paths, tmp_path: Path) -> None:
    run(write(tmp_path, "m.json", reply(month(*TWO))), *IRESEARCH)
    (file,) = paths.imports.rglob("m.json")
    file.write_text(file.read_text("utf-8").replace("26240", "26241"), "utf-8")
    with pytest.raises(ArchiveError, match=r"m\.json is not what was imported"):
        land(paths)


def test_a_wave_of_imports_is_never_crawled() -> None:
    config = load_config(HOME)
    with pytest.raises(RefusedError, match="never crawled"):
        check_permission(config.politeness, find_wave(config, "backfill"))
