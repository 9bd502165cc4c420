"""A data folder and the command line run on it, as users do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from collector.paths import Paths

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

    def run(self, *arguments: str, home: Path | None = None, timeout: float = 600) -> Finished:
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
