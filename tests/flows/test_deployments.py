"""`prefect deploy --all` takes prefect.yaml as it stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prefect.settings import PREFECT_API_URL
from prefect.testing.utilities import prefect_test_harness

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    with prefect_test_harness(server_startup_timeout=120):
        yield {**os.environ, "PREFECT_API_URL": PREFECT_API_URL.value(), "DO_NOT_TRACK": "1"}


def _prefect(environment: dict[str, str], *arguments: str) -> str:
    command = [str(Path(sys.executable).parent / "prefect"), "--no-prompt", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=HOME, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_deploy_all_makes_the_documented_deployments(server: dict[str, str]) -> None:
    _prefect(server, "work-pool", "create", "--type", "process", "collector")
    _prefect(server, "deploy", "--all")
    deployments = json.loads(_prefect(server, "deployment", "ls", "--output", "json"))
    assert {row["name"] for row in deployments} == {"sample", "annual", "daily"}
