"""The examples of the pages on queries and exports run."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from tiny_wave import HOME
from typer.testing import CliRunner

from collector.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

HOW_TO = (HOME / "docs" / "how-to" / "query-the-warehouse.md").read_text("utf-8")
EXPORTS = (HOME / "docs" / "reference" / "exports.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def _places(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLECTOR_HOME", str(HOME))
    monkeypatch.setenv("COLLECTOR_DATA", str(built.paths.data))
    monkeypatch.chdir(tmp_path)


def test_the_commands_of_the_how_to_run() -> None:
    block = re.search(r"```sh\n(.*?)```", HOW_TO, flags=re.DOTALL)
    assert block is not None
    commands = [shlex.split(line) for line in block[1].split(".venv/bin/collector ")[1:]]
    assert len(commands) == 6
    for command in commands:
        asked = command[: command.index("<")] if "<" in command else command
        arguments = [one for one in asked if one not in {"--wave", "2026"}]
        result = CliRunner().invoke(app, arguments, input="from dim_wave")
        assert result.exit_code == 0, (arguments, result.exception)


def test_the_python_of_the_how_to_runs(built: Built) -> None:
    block = re.search(r"```python\n(.*?)```", HOW_TO, flags=re.DOTALL)
    assert block is not None
    found: dict[str, pd.DataFrame] = {}
    exec(block[1].replace('wave="sample"', 'wave="tiny"'), found)  # noqa: S102 - our own page
    assert set(found["coverage"]["segment"]) == {"city", "rural"}
    assert len(found["ranks"]) > 0


def test_the_python_of_the_reference_reads_an_export(tmp_path: Path) -> None:
    block = re.search(r"```python\n(.*?)```", EXPORTS, flags=re.DOTALL)
    assert block is not None
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "dim_bank.csv").write_bytes("\ufeffbank_id,city\nNA,'＝x\nb,\n".encode())
    found: dict[str, pd.DataFrame] = {"pd": pd}  # type: ignore[dict-item]
    exec(block[1], found)  # noqa: S102 - our own page
    assert list(found["banks"]["bank_id"]) == ["NA", "b"]
    assert found["banks"]["city"][0] == "＝x"
    assert pd.isna(found["banks"]["city"][1])
