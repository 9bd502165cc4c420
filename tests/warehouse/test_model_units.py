"""The unit tests of the dbt models: one build of the tests runs them, a survey's build leaves them out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Built


def ran(built: Built) -> dict[str, str]:
    """How each node of the build ended, by its id."""
    results = built.paths.builds / "sample-dbt" / "run_results.json"
    return {one["unique_id"]: one["status"] for one in json.loads(results.read_text("utf-8"))["results"]}


def test_every_unit_test_of_the_models_passes(built: Built) -> None:
    ended = {name: status for name, status in ran(built).items() if name.startswith("unit_test.")}
    manifest = json.loads((built.paths.builds / "sample-dbt" / "manifest.json").read_text("utf-8"))
    assert len(manifest["unit_tests"]) > 0
    assert ended == dict.fromkeys(manifest["unit_tests"], "pass")


def test_a_build_leaves_the_unit_tests_out(weighed: Built) -> None:
    assert {name.partition(".")[0] for name in ran(weighed)} == {"seed", "model", "test"}
