"""Where things stand, whatever folder a stage runs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.paths import Paths

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_relative_folder_is_that_of_the_command_and_of_no_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLLECTOR_HOME", "project")
    monkeypatch.setenv("COLLECTOR_DATA", "kept/data")
    paths = Paths.from_environment()
    assert paths.home == tmp_path / "project"
    assert paths.data == tmp_path / "kept" / "data"
