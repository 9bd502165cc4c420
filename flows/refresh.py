"""The main job: crawl, extract, build and report one wave as four coarse Prefect tasks.

Enters: a wave's id. Leaves: ``data/logs/<wave>/refresh.json``, the manifest with every stage's time and
summary, written after each stage. A stage that says "run again to go on" (exit code 4) is retried once, HTTP
retries are Scrapy's; everything else fails at once.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from collector import stages
from collector.errors import CollectorError, IncompleteError
from collector.manifest import Manifest, StageRecord, write_manifest
from collector.paths import Paths

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun
    from prefect.tasks import Task

RETRY_DELAY_SECONDS = 5


def _is_resumable(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return isinstance(state.data, IncompleteError)


_stage_task: Any = partial(
    task,
    retries=1,
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=_is_resumable,
    cache_policy=NO_CACHE,
)
crawl = _stage_task(stages.crawl, name="crawl")
extract = _stage_task(stages.extract, name="extract")
build = _stage_task(stages.build, name="build")
report = _stage_task(stages.report, name="report")


@flow(name="refresh")
def refresh(wave: str, web_root: Path | None = None, *, is_offline: bool = False) -> None:
    """Run the four stages of ``wave`` in order, leaving the manifest after each."""
    path = Paths.from_environment().logs(wave) / "refresh.json"
    manifest = Manifest(wave=wave)
    write_manifest(path, manifest)
    steps = {
        "crawl": partial(crawl, wave, web_root=web_root, is_offline=is_offline),
        "extract": partial(extract, wave),
        "build": partial(build, wave),
        "report": partial(report, wave),
    }
    try:
        for name, run in steps.items():
            started = time.monotonic()
            summary = run()
            seconds = round(time.monotonic() - started, 1)
            manifest = manifest.with_stage(StageRecord(stage=name, seconds=seconds, summary=summary))
            write_manifest(path, manifest)
    except CollectorError as error:
        write_manifest(path, manifest.ended(error=str(error), exit_code=int(error.exit_code)))
        raise
    write_manifest(path, manifest.ended(error=None, exit_code=0))


def main() -> int:
    """Run the flow once for ``collector refresh``, which tells the result from the manifest."""
    parser = argparse.ArgumentParser(description="run the refresh flow once")
    parser.add_argument("--wave", required=True)
    parser.add_argument("--web-root", type=Path)
    parser.add_argument("--offline", action="store_true")
    arguments = parser.parse_args()
    try:
        refresh(arguments.wave, web_root=arguments.web_root, is_offline=arguments.offline)
    except CollectorError as error:
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
