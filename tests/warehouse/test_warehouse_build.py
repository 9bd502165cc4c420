"""A build publishes everything or nothing, alone, and without disturbing who reads."""

from __future__ import annotations

import errno
import fcntl
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tiny_wave import WAVE, land, make_config, make_landing, make_mention, make_wave

from collector.errors import ChecksFailedError, ExitCode, IncompleteError
from collector.paths import Paths
from collector.warehouse import build, dbt_run
from collector.warehouse.build import build_wave
from collector.warehouse.inputs import compute_digest, find_landed_runs
from collector.warehouse.raw import SEGMENT_TITLES
from collector.warehouse.shelf import read_digest
from collector.words import SEGMENTS

if TYPE_CHECKING:
    from conftest import Built

FIRST_STORAGE_OF_DUCKDB_1_2 = 65
"""Storage number in a DuckDB file's header (eight bytes from byte 12) that DuckDB 1.2 introduced."""


def quiet(_: str) -> None:
    """Say nothing."""


def copy_of(built: Built, folder: Path) -> Paths:
    """A data folder with the same published file and nothing landed."""
    paths = Paths(home=built.paths.home, data=folder)
    folder.mkdir(exist_ok=True)
    shutil.copyfile(built.result.path, paths.warehouse(is_sample=True))
    return paths


def leftovers(paths: Paths) -> list[str]:
    return [path.name for path in paths.builds.glob("*building*")]


def test_file_opens_in_duckdb_1_2(built: Built) -> None:
    header = built.result.path.read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= FIRST_STORAGE_OF_DUCKDB_1_2


def test_same_inputs_build_nothing(built: Built) -> None:
    before = built.result.path.stat()
    again = build_wave(built.paths, make_config(), make_wave(), say=quiet)
    assert not again.is_new
    assert again.digest == built.result.digest
    assert again.n_rows == built.result.n_rows
    assert built.result.path.stat().st_mtime_ns == before.st_mtime_ns


def test_result_counts_the_rows_of_every_table(built: Built) -> None:
    rows = dict(built.result.n_rows)
    assert rows["dim_bank"] == 9
    # 9 banks × ((4 scenarios + 3 categories + 2 lines) × 5 channels + 2 channels + 2 of other kinds)
    assert rows["fct_observation"] == 9 * (9 * 5 + 4)
    assert rows["app_activity"] == 8


def test_digest_follows_landing_and_config(built: Built, tmp_path: Path) -> None:
    runs = find_landed_runs(built.paths, make_config(), is_sample=True)
    digest = compute_digest(built.paths, make_config(), runs)
    assert digest == built.result.digest
    assert compute_digest(built.paths, make_config(make_wave(universe=("aaa",))), runs) != digest
    paths = Paths(home=built.paths.home, data=tmp_path)
    land(paths.landing(WAVE), make_landing(), digest="d2")
    assert (
        compute_digest(paths, make_config(), find_landed_runs(paths, make_config(), is_sample=True)) != digest
    )


def test_real_and_sample_waves_never_share_a_build(tmp_path: Path) -> None:
    paths = Paths(home=Path(), data=tmp_path)
    config = make_config(make_wave(), make_wave("2026", is_sample=False))
    for wave in (WAVE, "2026"):
        land(paths.landing(wave), make_landing())
    assert [run.wave.wave for run in find_landed_runs(paths, config, is_sample=True)] == [WAVE]
    assert [run.wave.wave for run in find_landed_runs(paths, config, is_sample=False)] == ["2026"]
    assert paths.warehouse(is_sample=True) != paths.warehouse(is_sample=False)


def test_a_wave_that_has_not_landed_is_refused(built: Built, tmp_path: Path) -> None:
    paths = copy_of(built, tmp_path)
    with pytest.raises(IncompleteError, match="collector extract --wave tiny"):
        build_wave(paths, make_config(), make_wave(), say=quiet)


def test_landed_columns_must_be_those_of_the_contract(built: Built, tmp_path: Path) -> None:
    paths = copy_of(built, tmp_path)
    land(paths.landing(WAVE), make_landing(), digest="d2")
    pq.write_table(pa.table({"mention_id": ["m1"]}), paths.landing(WAVE) / "d2" / "mentions.parquet")
    with pytest.raises(IncompleteError, match=r"mentions\.parquet has other columns"):
        build_wave(paths, make_config(), make_wave(), say=quiet)
    assert read_digest(paths.warehouse(is_sample=True)) == built.result.digest


def test_a_second_build_at_the_same_time_is_refused(built: Built) -> None:
    with (built.paths.builds / "sample.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(IncompleteError, match="another build or rollback is running") as refused:
            build_wave(built.paths, make_config(), make_wave(), say=quiet)
    assert refused.value.exit_code == ExitCode.INCOMPLETE


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException('IO Error: Could not write file "x": No space left on device'),
    ],
)
def test_a_full_disk_leaves_the_published_file(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    paths = copy_of(built, tmp_path)
    land(paths.landing(WAVE), make_landing(), digest="d2")

    def fill_the_disk(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise error

    monkeypatch.setattr(build, "load_raw", fill_the_disk)
    with pytest.raises(IncompleteError, match=f"disk of {paths.builds}: is full") as stopped:
        build_wave(paths, make_config(), make_wave(), say=quiet)
    assert stopped.value.exit_code == ExitCode.INCOMPLETE
    assert leftovers(paths) == []
    assert read_digest(paths.warehouse(is_sample=True)) == built.result.digest


def test_dbt_that_meets_a_full_disk_says_so(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = [sys.executable, "-c", "print('[Errno 28] No space left on device'); raise SystemExit(2)"]
    monkeypatch.setattr(dbt_run, "_command", lambda *_, **__: full)
    with (tmp_path / "lock").open("w") as lock, pytest.raises(IncompleteError, match="is full"):
        dbt_run.run_dbt(
            built.paths.dbt_project, tmp_path / "x", target=tmp_path / "t", logs=tmp_path, lock=lock.fileno()
        )


def test_a_disk_that_is_really_full(built: Built, tmp_path: Path) -> None:
    paths = copy_of(built, tmp_path)
    land(paths.landing(WAVE), make_landing(), digest="d2")
    paths.builds.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", paths.builds], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        with pytest.raises(IncompleteError, match="is full"):
            build_wave(paths, make_config(), make_wave(), say=quiet)
        assert leftovers(paths) == []
    finally:
        subprocess.run(["umount", paths.builds], check=True)
    assert read_digest(paths.warehouse(is_sample=True)) == built.result.digest


@pytest.mark.slow
def test_a_failing_check_is_named_and_nothing_is_published(built: Built, tmp_path: Path) -> None:
    paths = copy_of(built, tmp_path)
    before = paths.warehouse(is_sample=True).read_bytes()
    rows = make_landing()
    rows["mentions"].append(make_mention("m9", "f-aaa-0", "aaa", ("scenario", "parking", "web_bank")))
    land(paths.landing(WAVE), rows, digest="d2")
    with pytest.raises(
        ChecksFailedError,
        match=r"fct_mention: found_in_fct_mention_item_kind__item_id\w* \(1 rows\) "
        r"\[item_kind=scenario, item_id=parking\]",
    ) as failed:
        build_wave(paths, make_config(), make_wave(), say=quiet)
    assert failed.value.exit_code == ExitCode.CHECKS_FAILED
    assert str(paths.logs(WAVE) / "dbt.log") in failed.value.fix
    assert (paths.logs(WAVE) / "dbt.log").exists()
    assert paths.warehouse(is_sample=True).read_bytes() == before
    assert leftovers(paths) == []


def test_every_segment_has_its_titles() -> None:
    assert list(SEGMENT_TITLES) == list(SEGMENTS)
