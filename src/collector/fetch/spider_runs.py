"""Spiders as processes: a few at a time, each tells a line per finished visit on its standard output.

Enters: which spiders, with which proxy. Leaves: when all have ended. Refuses to leave any behind: they end
with this process, however it ends (their standard input closes). An error that stopped one is raised here.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from collector.errors import ArchiveError, CollectorError, ExitCode, IncompleteError

if TYPE_CHECKING:
    from collector.console import Progress
    from collector.models import Wave
    from collector.paths import Paths

MAX_PROCESSES = 3  # two batches of banks and a store
_END_SECONDS = 15


@dataclass(frozen=True, slots=True)
class SpiderRun:
    """A spider to start; ``banks`` empty for all that it knows."""

    spider: str
    banks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Finish:
    """A visit that came to its end; ``is_reached`` is False where no host of it answered."""

    owner: str
    is_reached: bool


@dataclass(slots=True)
class _Started:
    """A running spider and what it has told so far."""

    run: SpiderRun
    process: subprocess.Popen[str]
    finished: set[str] = field(default_factory=set)
    error: CollectorError | None = None


def run_spiders(
    runs: list[SpiderRun],
    paths: Paths,
    wave: Wave,
    *,
    proxy: dict[str, str] | None,
    is_offline: bool,
    progress: Progress,
) -> None:
    """Run all spiders; IncompleteError or ArchiveError for the first that did not come to its end.

    ``proxy`` holds proxy variables that replace those of the environment.
    """
    waiting = list(runs)
    told: queue.Queue[tuple[_Started, str | None]] = queue.Queue()
    running: list[_Started] = []
    errors: list[CollectorError] = []
    total = sum(len(run.banks) or 1 for run in runs)
    n_finished = 0
    try:
        while waiting or running:
            while waiting and len(running) < MAX_PROCESSES:
                running.append(_start(waiting.pop(0), paths, wave, proxy, told, is_offline=is_offline))
            started, line = told.get()
            if line is None:
                running.remove(started)
                errors += _ended(started, paths, wave)
            elif (finish := _taken(started, line)) is not None:
                n_finished += 1
                progress.step(n_finished, total, "sites and stores")
                if not finish.is_reached:
                    progress.line(f"{finish.owner} gave no page that could be read")
    finally:
        for started in running:
            _end(started.process)
    if errors:
        raise next((error for error in errors if isinstance(error, ArchiveError)), errors[0])


def _start(
    run: SpiderRun,
    paths: Paths,
    wave: Wave,
    proxy: dict[str, str] | None,
    told: queue.Queue[tuple[_Started, str | None]],
    *,
    is_offline: bool,
) -> _Started:
    logs = paths.logs(wave.wave)
    logs.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "scrapy", "crawl", run.spider, "-a", f"wave={wave.wave}"]
    command += ["-a", f"banks={','.join(run.banks)}"] if run.banks else []
    command += ["-a", "offline=1"] if is_offline else []
    with (logs / f"{run.spider}.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=paths.home,
            env={
                **os.environ,
                **(proxy or {}),
                "COLLECTOR_HOME": str(paths.home),
                "COLLECTOR_DATA": str(paths.data.absolute()),
                "COLLECTOR_STOP_WITH_PARENT": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    started = _Started(run, process)
    threading.Thread(target=_listen, args=(started, process.stdout, told), daemon=True).start()
    return started


def _listen(
    started: _Started, output: IO[str] | None, told: queue.Queue[tuple[_Started, str | None]]
) -> None:
    for line in output or ():
        told.put((started, line))
    started.process.wait()
    told.put((started, None))


def _taken(started: _Started, line: str) -> _Finish | None:
    """Take in what a spider tells; the visit that has come to its end, if that is what it tells."""
    try:
        fact = json.loads(line)
    except ValueError:
        return None
    if "failed" in fact:
        kind = ArchiveError if fact["exit_code"] == ExitCode.CHECKS_FAILED else IncompleteError
        started.error = kind(fact["failed"], fact["problem"], fix=fact["fix"])
        return None
    owner = str(fact["finished"])
    started.finished.add(owner)
    return _Finish(owner, is_reached=fact["is_reached"])


def _ended(started: _Started, paths: Paths, wave: Wave) -> list[CollectorError]:
    """The error of a spider that has ended, if it did not finish all it was to visit."""
    if started.error:
        return [started.error]
    owners = started.run.banks or (started.run.spider,)
    missing = [owner for owner in owners if owner not in started.finished]
    if not missing:
        return []
    log = paths.logs(wave.wave) / f"{started.run.spider}.log"
    return [
        IncompleteError(
            f"wave {wave.wave}, {started.run.spider}",
            f"ended with status {started.process.returncode} before it had finished {', '.join(missing)}",
            fix=f"see {log} and run collector crawl --wave {wave.wave} again, it goes on where it stopped",
        )
    ]


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_END_SECONDS)
