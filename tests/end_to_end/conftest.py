"""One refresh of the sample wave, shared by all end-to-end tests and all test workers."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from collector.config.load import load_config
from collector.fetch.browser import find_chromium
from collector.paths import Paths

if TYPE_CHECKING:
    from collector.models import Config

HOME = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Survey:
    """A data folder with the sample wave refreshed in it."""

    paths: Paths
    first_run: str

    def run(self, *arguments: str, home: Path | None = None, timeout: float = 300) -> Finished:
        """Run ``collector`` with these arguments on this data folder."""
        environment = {
            **os.environ,
            "COLLECTOR_DATA": str(self.paths.data),
            "COLLECTOR_HOME": str(home or HOME),
        }
        command = [sys.executable, "-m", "collector.cli", *arguments]
        done = subprocess.run(
            command, env=environment, cwd=HOME, capture_output=True, text=True, timeout=timeout, check=False
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of a query on the published sample warehouse."""
        with duckdb.connect(str(self.paths.warehouse(is_sample=True)), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def copy(self, folder: Path) -> Survey:
        """The same survey in a folder of its own, to be damaged."""
        shutil.copytree(self.paths.data, folder, ignore=shutil.ignore_patterns("prefect"))
        return Survey(Paths(self.paths.home, folder), self.first_run)


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(HOME)


@pytest.fixture(scope="session")
def survey(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Survey:
    """The sample wave, refreshed once through the command line whichever worker comes first."""
    if find_chromium(os.environ) is None:
        pytest.skip("needs a browser: the sample has JavaScript sites (apt-get install chromium)")
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    output = shared / "first-run.txt"
    made = Survey(Paths(HOME, shared / "survey"), "")
    with (shared / "survey.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.exists():
            done = made.run("refresh", "--wave", "sample")
            assert done.exit_code == 0, done.stdout + done.stderr
            output.write_text(done.stdout, encoding="utf-8")
    return Survey(made.paths, output.read_text(encoding="utf-8"))
