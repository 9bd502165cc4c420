"""The flow orders the stages, retries only what says "run again", and leaves a manifest whatever happens."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from prefect.testing.utilities import prefect_test_harness

import flows.refresh as refresh_flow
from collector.errors import ChecksFailedError, CollectorError, IncompleteError
from collector.manifest import read_manifest
from flows.run import stage_task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STAGES = ("crawl", "extract", "build", "report")


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


class Stages:
    """Stand-ins for the four stages that count their runs and fail as told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, failures: dict[str, list[CollectorError]]) -> None:
        self.runs: Counter[str] = Counter()
        self.order: list[str] = []
        for name in STAGES:
            stage = stage_task(self._stage(name, failures.get(name, [])), name=name)
            monkeypatch.setattr(refresh_flow, name, stage.with_options(retry_delay_seconds=0))

    def _stage(self, name: str, errors: list[CollectorError]):  # type: ignore[no-untyped-def]  # task signature
        def run(wave: str, web_root: Path | None = None, *, is_offline: bool = False) -> str:
            self.runs[name] += 1
            self.order.append(name)
            if errors:
                raise errors.pop(0)
            return f"{name} of {wave} done"

        return run


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLLECTOR_DATA", str(tmp_path))


def _incomplete() -> IncompleteError:
    return IncompleteError("wave sample", "the connection was lost", fix="run it again")


def test_stages_run_in_order_and_the_manifest_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stages = Stages(monkeypatch, {})
    refresh_flow.refresh("sample")
    assert stages.order == list(STAGES)
    manifest = read_manifest(tmp_path / "logs/sample/refresh.json")
    assert [record.stage for record in manifest.stages] == list(STAGES)
    assert manifest.stages[0].summary == "crawl of sample done"
    assert (manifest.is_finished, manifest.error, manifest.exit_code) == (True, None, 0)


def test_an_incomplete_stage_is_retried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages(monkeypatch, {"crawl": [_incomplete()]})
    refresh_flow.refresh("sample")
    assert stages.order == ["crawl", *STAGES]


def test_a_stage_that_stays_incomplete_ends_the_run_with_its_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stages = Stages(monkeypatch, {"build": [_incomplete(), _incomplete()]})
    with pytest.raises(IncompleteError):
        refresh_flow.refresh("sample")
    assert stages.runs == {"crawl": 1, "extract": 1, "build": 2}
    manifest = read_manifest(tmp_path / "logs/sample/refresh.json")
    assert (manifest.is_finished, manifest.exit_code) == (True, 4)
    assert manifest.error is not None
    assert "the connection was lost" in manifest.error


def test_failed_checks_are_not_retried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failed = ChecksFailedError("build", "unique_dim_bank failed", fix="read the log")
    stages = Stages(monkeypatch, {"build": [failed]})
    with pytest.raises(ChecksFailedError):
        refresh_flow.refresh("sample")
    assert stages.runs["build"] == 1
    assert stages.runs["report"] == 0
    assert read_manifest(tmp_path / "logs/sample/refresh.json").exit_code == 3


def test_a_bug_leaves_a_manifest_that_is_not_finished(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Stages(monkeypatch, {"extract": [ZeroDivisionError()]})  # type: ignore[list-item]  # not ours on purpose
    with pytest.raises(ZeroDivisionError):
        refresh_flow.refresh("sample")
    manifest = read_manifest(tmp_path / "logs/sample/refresh.json")
    assert [record.stage for record in manifest.stages] == ["crawl"]
    assert not manifest.is_finished
