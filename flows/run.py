"""What the flows share: the stages as Prefect tasks, and a run of some of them that leaves its manifest.

A stage that says "run again to go on" (exit code 4) is retried once, HTTP retries are Scrapy's; everything
else fails at once.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from collector import stages
from collector.errors import CollectorError, IncompleteError
from collector.manifest import Manifest, StageRecord, write_manifest
from collector.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prefect.client.schemas.objects import State, TaskRun
    from prefect.tasks import Task

RETRY_DELAY_SECONDS = 5


def _is_resumable(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return isinstance(state.data, IncompleteError)


stage_task: Any = partial(
    task,
    retries=1,
    retry_delay_seconds=RETRY_DELAY_SECONDS,
    retry_condition_fn=_is_resumable,
    cache_policy=NO_CACHE,
)
crawl = stage_task(stages.crawl, name="crawl")
extract = stage_task(stages.extract, name="extract")
build = stage_task(stages.build, name="build")
report = stage_task(stages.report, name="report")
check = stage_task(stages.check, name="check")


def run_stages(wave: str, steps: Mapping[str, Callable[[], str]]) -> None:
    """Run ``steps`` in order, leaving ``data/logs/<wave>/refresh.json`` after each; raises what ended it."""
    path = Paths.from_environment().logs(wave) / "refresh.json"
    manifest = Manifest(wave=wave)
    write_manifest(path, manifest)
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


def run_once(flow: Callable[..., None], description: str) -> int:
    """Run a flow for ``collector refresh``, which tells the result from the manifest; its exit code."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--wave", required=True)
    parser.add_argument("--web-root", type=Path)
    parser.add_argument("--offline", action="store_true")
    arguments = parser.parse_args()
    try:
        flow(arguments.wave, web_root=arguments.web_root, is_offline=arguments.offline)
    except CollectorError as error:
        return int(error.exit_code)
    return 0
