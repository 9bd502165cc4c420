"""Runs the flow of a wave in a process of its own and tells how it went, from its manifest.

Prefect's temporary server and its log stay in that process; its log goes to ``data/logs/<wave>/prefect.log``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from collector.errors import CollectorError, ExitCode
from collector.fetch.permission import check_permission
from collector.manifest import Manifest, read_manifest
from collector.stages import load

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from collector.paths import Paths

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
}
"""Telemetry off and Prefect's own talk off the terminal; a variable that the user set wins."""


def run_refresh(
    paths: Paths, wave_id: str, *, web_root: Path | None, is_offline: bool, console: Console
) -> None:
    """Run all stages of a wave, of a series its daily pass; raises the error that ended the run.

    A wave or config that does not load, and a live wave that may not be crawled, are told before Prefect is
    started.
    """
    _, config, wave = load(wave_id)
    flow = "flows.rankings" if wave.is_series else "flows.refresh"
    if not is_offline:
        check_permission(config.politeness, wave)
    logs = paths.logs(wave_id)
    logs.mkdir(parents=True, exist_ok=True)
    manifest_path = logs / "refresh.json"
    manifest_path.unlink(missing_ok=True)
    command = [sys.executable, "-m", flow, "--wave", wave_id]
    command += ["--web-root", str(web_root.resolve())] if web_root else []
    command += ["--offline"] if is_offline else []
    environment = {"PREFECT_HOME": str(paths.data / "prefect"), **QUIET, **os.environ}
    # Prefect talks to its own server on loopback, never through the user's proxy
    for name in ("no_proxy", "NO_PROXY"):
        environment[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1", "localhost")))
    console.print(f"refresh: wave {wave_id}, starting the flow (some 15 s the first time)", markup=False)
    with (logs / "prefect.log").open("wb") as log:
        subprocess.run(command, cwd=paths.home, env=environment, stderr=log, check=False)
    manifest = read_manifest(manifest_path)
    _show_times(manifest, console)
    if not manifest.is_finished:
        raise CollectorError(
            f"refresh of wave {wave_id}", "the run ended before its end", fix=f"read {logs / 'prefect.log'}"
        )
    if manifest.error is not None:
        raise StageError(manifest.error, manifest.exit_code)
    if not wave.is_series:
        console.print(f"report: {paths.report(wave_id) / 'index.html'}", markup=False)


class StageError(CollectorError):
    """The error that ended a stage, as the manifest tells it, with that error's exit code."""

    def __init__(self, text: str, exit_code: int) -> None:
        Exception.__init__(self, text)
        self.exit_code = ExitCode(exit_code)


def _show_times(manifest: Manifest, console: Console) -> None:
    for record in manifest.stages:
        console.print(f"time: {record.stage:<8} {record.seconds:6.1f} s", markup=False)
    if manifest.stages:
        total = sum(record.seconds for record in manifest.stages)
        console.print(f"time: {'total':<8} {total:6.1f} s", markup=False)
