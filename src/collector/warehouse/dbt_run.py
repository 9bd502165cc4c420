"""Runs ``dbt build`` on a DuckDB file in a process of its own and says which checks failed.

Enters: the dbt project and a file with schema ``raw``. Leaves: the same file with models, or an error naming
the guilty tests and models. Needs no network: telemetry and version checks are off, no packages are used.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.errors import ChecksFailedError, IncompleteError

if TYPE_CHECKING:
    from pathlib import Path

DISK_FULL_MARKS = ("No space left on device", "Disk quota exceeded", "not enough disk space")
"""What DuckDB and the operating system say when the disk is full."""

_PASSED = frozenset({"success", "pass", "skipped", "warn"})


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A test or model that did not pass: its name, its wrong rows (None for a model) and dbt's message."""

    name: str
    n_rows: int | None
    message: str

    def __str__(self) -> str:
        if self.n_rows:
            return f"{self.name} ({self.n_rows} rows)"
        first_line = self.message.strip().splitlines()[0] if self.message.strip() else "no message"
        return f"{self.name} ({first_line})"


def run_dbt(project: Path, build_file: Path, *, target: Path, logs: Path, lock: int) -> None:
    """Build every seed, model and test of ``project`` in ``build_file``.

    ``target`` keeps dbt's parse cache between builds, ``logs`` its dbt.log. ``lock`` is the open file
    descriptor of the build lock: the child holds it too, so no build starts while the dbt of a killed one
    still runs. Raises ChecksFailedError naming the failing tests and models, IncompleteError when the disk
    is full.
    """
    target.mkdir(parents=True, exist_ok=True)
    logs.mkdir(parents=True, exist_ok=True)
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    finished = subprocess.run(
        _command(project, target=target, logs=logs),
        cwd=project,
        env=os.environ
        | {
            "COLLECTOR_BUILD_FILE": str(build_file),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(lock,),
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if finished.returncode == 0:
        return
    log = logs / "dbt.log"
    failed = _read_failed(results)
    said = finished.stdout + "".join(check.message for check in failed)
    if any(mark in said for mark in DISK_FULL_MARKS):
        raise disk_full(build_file.parent)
    if not failed:
        last_lines = " / ".join(line.strip() for line in finished.stdout.strip().splitlines()[-3:])
        raise ChecksFailedError("dbt build", f"stopped before any check: {last_lines}", fix=f"read {log}")
    raise ChecksFailedError(
        "dbt build",
        f"{len(failed)} checks failed, nothing was published: {', '.join(map(str, failed))}",
        fix=f"read {log}, mend the data or the model, then build again",
    )


def disk_full(folder: Path) -> IncompleteError:
    """The error of a build that found no room on the disk of ``folder``."""
    return IncompleteError(
        f"disk of {folder}",
        "is full, so the build stopped and the published warehouse stays as it was",
        fix="free some space (older builds in that folder may go) and run the build again",
    )


def is_disk_full(error: Exception) -> bool:
    """Whether the operating system or DuckDB says with it that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return any(mark in str(error) for mark in DISK_FULL_MARKS)


def _command(project: Path, *, target: Path, logs: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "dbt.cli.main",
        "build",
        *("--project-dir", str(project)),
        *("--profiles-dir", str(project)),
        *("--target-path", str(target)),
        *("--log-path", str(logs)),
        "--no-use-colors",
        "--no-version-check",
        *("--log-level-file", "info"),
    ]


def _read_failed(results: Path) -> list[FailedCheck]:
    """Failing nodes of run_results.json in dbt's order; none when dbt did not get that far."""
    if not results.exists():
        return []
    return [
        FailedCheck(
            name=_name(result["unique_id"]),
            n_rows=result["failures"],
            message=result["message"] or "",
        )
        for result in json.loads(results.read_text(encoding="utf-8"))["results"]
        if result["status"] not in _PASSED
    ]


def _name(unique_id: str) -> str:
    """Third part of dbt's id, the fourth for a unit test (the third is its model)."""
    parts = unique_id.split(".")
    return parts[3] if parts[0] == "unit_test" else parts[2]
