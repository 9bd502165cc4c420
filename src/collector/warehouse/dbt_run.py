"""Runs ``dbt build`` on a DuckDB file in a process of its own and says which checks failed.

Enters: the dbt project and a file with schema ``raw``. Leaves: the same file with models, or an error naming
the guilty tests, models and rows. Needs no network: telemetry and version checks are off, no packages are
used.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from collector.errors import ChecksFailedError, IncompleteError
from collector.warehouse.dbt_failures import read_failed

if TYPE_CHECKING:
    from pathlib import Path

    from collector.warehouse.dbt_failures import FailedCheck

DISK_FULL_MARKS = ("No space left on device", "Disk quota exceeded", "not enough disk space")
"""What DuckDB and the operating system say when the disk is full."""
SHOWN_CHECKS = 10
"""Failed checks that the error names; dbt's log has all."""


def run_dbt(
    project: Path, build_file: Path, *, target: Path, logs: Path, lock: int, with_unit_tests: bool = False
) -> tuple[FailedCheck, ...]:
    """Build every seed, model and data test of ``project`` in ``build_file``; the checks that only warn.

    ``with_unit_tests``: those of the models too. They hold the SQL against invented rows, so what landed
    cannot change how they end, and the project's own tests run them.

    ``target`` keeps dbt's parse cache between builds, ``logs`` its dbt.log. ``lock`` is the open file
    descriptor of the build lock: the child holds it too, so no build starts while the dbt of a killed one
    still runs, and it ends when this process does. Raises ChecksFailedError naming the failing tests and
    models with their first rows, IncompleteError when the disk is full.
    """
    target.mkdir(parents=True, exist_ok=True)
    logs.mkdir(parents=True, exist_ok=True)
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    # read end for dbt, write end kept open here for as long as we live
    ours, theirs = os.pipe()
    try:
        command = _command(project, target=target, logs=logs, with_unit_tests=with_unit_tests)
        finished = _run(command, build_file, stdin=ours, lock=lock)
    finally:
        os.close(theirs)
        os.close(ours)
    if finished.returncode == 0:
        return tuple(read_failed(target, build_file, is_warning=True))
    log = logs / "dbt.log"
    failed = read_failed(target, build_file)
    said = finished.stdout + "".join(check.message for check in failed)
    if any(mark in said for mark in DISK_FULL_MARKS):
        raise disk_full(build_file.parent)
    if not failed:
        last_lines = " / ".join(line.strip() for line in finished.stdout.strip().splitlines()[-3:])
        raise ChecksFailedError("dbt build", f"stopped before any check: {last_lines}", fix=f"read {log}")
    named = ", ".join(map(str, failed[:SHOWN_CHECKS])) + (", …" if len(failed) > SHOWN_CHECKS else "")
    raise ChecksFailedError(
        "dbt build",
        f"{len(failed)} checks failed, nothing was published: {named}",
        fix=f"read {log}, mend the data or the model, then build again",
    )


def disk_full(folder: Path) -> IncompleteError:
    """The error of a build that found no room on the disk of ``folder``."""
    return IncompleteError(
        f"disk of {folder}",
        "is full, so the build stopped and the published warehouse stays as it was",
        fix="free some space (older builds in that folder may go) and run the build again",
    )


def _run(command: list[str], build_file: Path, *, stdin: int, lock: int) -> subprocess.CompletedProcess[str]:
    """Run dbt to its end; ``stdin`` is the pipe that tells it whether we are still there.

    It runs beside the build file and knows it by its name alone: dbt parses everything anew when a variable
    of its profile has changed.
    """
    return subprocess.run(
        command,
        cwd=build_file.parent,
        env=os.environ
        | {
            "COLLECTOR_BUILD_FILE": build_file.name,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
        },
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(lock,),
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def is_disk_full(error: Exception) -> bool:
    """Whether the operating system or DuckDB says with it that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return any(mark in str(error) for mark in DISK_FULL_MARKS)


def _command(project: Path, *, target: Path, logs: Path, with_unit_tests: bool) -> list[str]:
    left_out = () if with_unit_tests else ("--exclude-resource-type", "unit_test")
    return [
        sys.executable,
        "-m",
        "collector.warehouse.dbt_child",
        "build",
        *left_out,
        *("--project-dir", str(project)),
        *("--profiles-dir", str(project)),
        *("--target-path", str(target)),
        *("--log-path", str(logs)),
        "--no-use-colors",
        "--no-version-check",
        *("--log-level-file", "info"),
    ]
