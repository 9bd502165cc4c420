"""The unit tests of the dbt models, which a build leaves out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tiny_wave import HOME, WAVE, land, make_config, make_landing

from collector.paths import Paths
from collector.warehouse.dbt_run import run_dbt
from collector.warehouse.inputs import find_landed_runs
from collector.warehouse.load import load_raw

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built


def run_with_unit_tests(data: Path) -> list[str]:
    """Build the tiny wave's models with their unit tests; the names of those that passed, sorted."""
    paths, config = Paths(home=HOME, data=data), make_config()
    land(paths.landing(WAVE), make_landing())
    runs = find_landed_runs(paths, config, is_sample=True)
    load_raw(data / "building.duckdb", config, runs, "digest", ())
    with (data / "lock").open("w") as lock:
        run_dbt(
            paths.dbt_project,
            data / "building.duckdb",
            target=data / "target",
            logs=data / "logs",
            lock=lock.fileno(),
            with_unit_tests=True,
        )
    results = json.loads((data / "target" / "run_results.json").read_text("utf-8"))["results"]
    return sorted(
        one["unique_id"]
        for one in results
        if one["unique_id"].startswith("unit_test.") and one["status"] == "pass"
    )


def test_every_unit_test_of_the_models_passes(tmp_path: Path) -> None:
    passed = run_with_unit_tests(tmp_path)
    manifest = json.loads((tmp_path / "target" / "manifest.json").read_text("utf-8"))
    assert passed == sorted(manifest["unit_tests"])
    assert len(passed) > 0


def test_a_build_leaves_the_unit_tests_out(built: Built) -> None:
    target = built.paths.builds / "sample-dbt"
    ran = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    kinds = {one["unique_id"].partition(".")[0] for one in ran}
    assert kinds == {"seed", "model", "test"}
