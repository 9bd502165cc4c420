"""Readers, builds and rollbacks at the same time, each a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from processes import kill_group, land_again, start, wait_for
from tiny_wave import HOME, make_wave

from collector.paths import Paths
from collector.warehouse.shelf import Shelf, read_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Built

OLDEST = HOME / ".venv-oldest" / "bin" / "python"
READER = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    ask = "select digest, (select count(*) from fct_observation) from meta.build"
    print(*connection.execute(ask).fetchone(), flush=True)
    for _ in sys.stdin:
        print(*connection.execute(ask).fetchone(), flush=True)
"""


@pytest.fixture
def paths(built: Built, tmp_path: Path) -> Paths:
    paths = Paths(home=built.paths.home, data=tmp_path / "data")
    shutil.copytree(built.paths.data, paths.data)
    shutil.copyfile(built.result.path, paths.data / "ready.duckdb")
    return paths


class Reader:
    """A process that has the published file open read-only, and reads it when asked."""

    def __init__(self, published: Path, python: str = sys.executable) -> None:
        self.process = subprocess.Popen(
            [python, "-c", READER, str(published)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.opened = self._line()

    def read(self) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def readers(paths: Paths) -> Iterator[list[Reader]]:
    """One with our DuckDB and one with the oldest that is promised, where that is installed."""
    other = str(OLDEST) if OLDEST.exists() else sys.executable
    opened = [Reader(paths.warehouse(is_sample=True), python) for python in (sys.executable, other)]
    yield opened
    for reader in opened:
        reader.process.communicate()


@pytest.mark.slow
def test_open_readers_keep_their_snapshot_and_do_not_block_a_build(
    paths: Paths, readers: list[Reader]
) -> None:
    published = paths.warehouse(is_sample=True)
    before = readers[0].opened
    assert before.startswith(str(read_digest(published)))
    land_again(paths, "run-2")
    running = start("build", paths)
    wait_for(running, "dbt")
    assert [reader.read() for reader in readers] == [before, before]
    _, errors = running.communicate(timeout=300)
    assert running.returncode == 0, errors
    assert [reader.read() for reader in readers] == [before, before]
    late = Reader(published)
    late.process.communicate()
    assert late.opened.startswith(str(read_digest(published)))
    assert late.opened != before
    rolled = start("rollback", paths)
    assert rolled.wait(timeout=60) == 0
    assert [reader.read() for reader in readers] == [before, before]
    assert before.startswith(str(read_digest(published)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "stage", "doing"),
    [
        ("quick", "finish", "building wave tiny"),
        ("rollback", "putting", "rolling back warehouse.sample.duckdb"),
    ],
)
@pytest.mark.parametrize("second", ["quick", "rollback"])
def test_the_second_of_two_is_refused_and_told_who_is_at_it(
    paths: Paths, first: str, stage: str, doing: str, second: str
) -> None:
    land_again(paths, "run-2")
    assert start("quick", paths).wait(timeout=60) == 0
    land_again(paths, "run-3")
    holder = start(first, paths)
    try:
        wait_for(holder, stage)
        os.killpg(holder.pid, signal.SIGSTOP)
        published = read_digest(paths.warehouse(is_sample=True))
        refused = start(second, paths)
        _, errors = refused.communicate(timeout=60)
        assert refused.returncode == 4
        assert re.search(f"another build or rollback is running: process {holder.pid}, {doing}", errors)
        assert read_digest(paths.warehouse(is_sample=True)) == published
    finally:
        kill_group(holder)
    # who held it is gone, and so is the lock
    assert start("quick", paths).wait(timeout=60) in {0, 5}
    assert Shelf.of(paths, make_wave()).lock.read_text("utf-8") == ""
