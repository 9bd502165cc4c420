"""One refresh of the sample wave, shared by all end-to-end tests and all test workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from collector.config.load import load_config
from collector.fetch.browser import find_browser
from collector.paths import Paths
from tests.end_to_end.survey import HOME, Survey

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Config


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(HOME)


@pytest.fixture(scope="session")
def survey(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Survey:
    """The sample wave, refreshed once through the command line whichever worker comes first."""
    if find_browser(os.environ) is None:
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


@pytest.fixture
def damaged(survey: Survey, tmp_path: Path) -> Survey:
    """The same survey in a folder of its own, which a test may damage."""
    return survey.copy(tmp_path / "data")


@pytest.fixture
def home(survey: Survey, tmp_path: Path) -> Path:
    """A project folder whose config/ is a copy that a test may break."""
    folder = tmp_path / "home"
    folder.mkdir()
    for entry in survey.paths.home.iterdir():
        if entry.name not in {"config", "data", ".git"}:
            (folder / entry.name).symlink_to(entry)
    shutil.copytree(survey.paths.home / "config", folder / "config")
    return folder
