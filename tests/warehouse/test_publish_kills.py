"""Kill -9 at any moment leaves the last good warehouse, and the next build goes through."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

import duckdb
import pytest
from processes import find_dbt, kill_group, land_again, start, wait_for, wait_until_gone
from run_build import copy_ready
from tiny_wave import WAVE, make_config, make_wave

from collector.paths import Paths
from collector.warehouse import build
from collector.warehouse.build import build_wave
from collector.warehouse.inputs import compute_digest, find_landed_runs
from collector.warehouse.ledger import read_ledger
from collector.warehouse.publish import KEPT_BUILDS
from collector.warehouse.shelf import Shelf, read_contents, read_digest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

KILLS = {"load": 6, "dbt": 8, "finish": 5, "publish": 11}
"""How many kills fall into each stage: 30."""
SECONDS = {"load": 0.25, "dbt": 8.0, "finish": 0.15, "publish": 0.35}
"""About how long a stage takes; the kill comes at a random moment of it, a little after it at the latest."""


@pytest.fixture
def paths(built: Built, tmp_path: Path) -> Paths:
    """A data folder with the tiny wave published, and a finished build to copy where dbt is left out."""
    paths = Paths(home=built.paths.home, data=tmp_path / "data")
    shutil.copytree(built.paths.data, paths.data)
    shutil.copyfile(built.result.path, paths.data / "ready.duckdb")
    return paths


def digest_of_inputs(paths: Paths) -> str:
    config = make_config()
    return compute_digest(paths, config, find_landed_runs(paths, config, is_sample=True))


def leftovers(shelf: Shelf) -> set[str]:
    """Files beside the builds that are no kept build, ledger, lock or cache of dbt."""
    known = {
        shelf.ledger.name,
        shelf.lock.name,
        f"{shelf.kind}-dbt",
        *(path.name for path in shelf.list_kept()),
    }
    return {path.name for path in shelf.folder.iterdir()} - known


@pytest.mark.slow
def test_thirty_kills_leave_the_last_good_warehouse_and_the_next_build_goes_through(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = random.Random(2018)  # noqa: S311 - moments, no secrets
    stages = [stage for stage, n in KILLS.items() for _ in range(n)]
    moments.shuffle(stages)
    shelf = Shelf.of(paths, make_wave())
    fell: Counter[tuple[str, str]] = Counter()
    for at, stage in enumerate(stages):
        before = read_digest(shelf.published)
        land_again(paths, f"run-{at}")
        wanted = digest_of_inputs(paths)
        running = start("build" if stage == "dbt" else "quick", paths)
        wait_for(running, stage)
        time.sleep(moments.uniform(0, SECONDS[stage]))
        kill_group(running)
        found = read_contents(shelf.published)
        assert found is not None, stage
        assert found.digest in {before, wanted}, stage
        assert dict(found.n_rows)["fct_observation"] == 9 * (9 * 5 + 4), stage
        for kept in shelf.list_kept():
            contents = read_contents(kept)
            assert contents is not None, (stage, kept)
            assert shelf.kept(contents.digest) == kept
        assert wait_until_gone(paths), stage
        fell[stage, "new" if found.digest == wanted else "old"] += 1
        with monkeypatch.context() as quick:
            quick.setattr(
                build, "run_dbt", lambda _, file, **__: copy_ready(file, paths.data / "ready.duckdb") or ()
            )
            again = build_wave(paths, make_config(), make_wave(), say=lambda _: None)
        assert again.digest == wanted == read_digest(shelf.published)
        assert leftovers(shelf) == set()
        assert len(shelf.list_kept()) <= KEPT_BUILDS
        assert read_ledger(shelf.ledger)[-1].digest == wanted
    with capsys.disabled():
        print("\nkills by stage and what was published after:", dict(sorted(fell.items())))  # noqa: T201 - the count is the point
    assert sum(fell.values()) == 30
    assert {stage for stage, _ in fell} == set(KILLS)
    land_again(paths, "last")
    done = start("build", paths)
    assert done.wait(timeout=300) == 0
    with duckdb.connect(str(shelf.published), read_only=True) as connection:
        assert connection.execute("select digest from meta.build").fetchone() == (digest_of_inputs(paths),)


@pytest.mark.slow
def test_dbt_ends_with_its_parent_when_the_parent_alone_is_killed(paths: Paths) -> None:
    land_again(paths, "run-alone")
    running = start("build", paths)
    wait_for(running, "dbt")
    for _ in range(600):
        if find_dbt(paths):
            break
        time.sleep(0.02)
    assert find_dbt(paths)
    time.sleep(2)  # past its start: it reads the project or writes the build
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert wait_until_gone(paths)
    assert (paths.logs(WAVE)).exists()
    assert build_wave(paths, make_config(), make_wave(), say=lambda _: None).is_new
