"""Builds and rollbacks as real processes, in a group of their own, and what they leave behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from tiny_wave import WAVE, land, make_landing

if TYPE_CHECKING:
    from collector.paths import Paths

SCRIPT = Path(__file__).with_name("run_build.py")


def start(what: str, paths: Paths, *, pause: float = 0) -> subprocess.Popen[str]:
    """Start ``run_build.py``; it leads its own process group."""
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), what, str(paths.home), str(paths.data)],
        env={**os.environ, "COLLECTOR_TEST_PAUSE": str(pause)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(running: subprocess.Popen[str], stage: str) -> None:
    """Read the process's lines up to the one that says ``stage``."""
    assert running.stdout is not None
    for line in running.stdout:
        if line.strip() == stage or line.startswith(stage):
            return
    assert running.stderr is not None
    raise AssertionError(f"{stage} never came: {running.stderr.read()}")


def kill_group(running: subprocess.Popen[str]) -> None:
    """Kill -9 the process with all its children, and wait until it is gone."""
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()


def find_dbt(paths: Paths) -> list[int]:
    """Processes of dbt that work on a build of this data folder."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline", "status"]):
        words = process.info["cmdline"] or []
        if str(paths.builds / "sample-dbt") in words and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process.info["pid"])
    return found


def wait_until_gone(paths: Paths, seconds: float = 10) -> bool:
    """Whether no dbt of this data folder is left within that time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not find_dbt(paths):
            return True
        time.sleep(0.02)
    return False


def land_again(paths: Paths, digest: str) -> None:
    """The tiny wave's rows as a further landed run, so that there is something to build."""
    land(paths.landing(WAVE), make_landing(), digest=digest)
