"""What this machine has and lacks, and how to mend each lack. Changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from collector.config.load import load_config
from collector.errors import CollectorError
from collector.fetch.browser import browser_fault, find_chromium
from collector.report.fonts import find_cjk_font

if TYPE_CHECKING:
    from collector.paths import Paths

MIN_PYTHON = (3, 11)
MIN_FREE_BYTES = 2 * 1024**3


class Verdict(StrEnum):
    """How a check ended; ``degraded`` leaves the pipeline usable with less, ``failed`` does not."""

    FINE = "fine"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and how to mend it (empty when fine)."""

    subject: str
    verdict: Verdict
    found: str
    fix: str = ""


def run_checks(paths: Paths) -> tuple[Check, ...]:
    """Look at Python, packages, browser, font, disk and config, in this order."""
    return (
        _check_python(),
        _check_packages(paths),
        _check_browser(),
        _check_font(),
        _check_disk(paths),
        _check_config(paths),
    )


def _check_python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < MIN_PYTHON:
        return Check("Python", Verdict.FAILED, found, "install Python 3.11 or newer, then run make setup")
    return Check("Python", Verdict.FINE, found)


def _check_packages(paths: Paths) -> Check:
    lock = paths.home / "requirements.lock"
    wanted = {}
    for row in lock.read_text(encoding="utf-8").splitlines():
        if "==" in row and ";" not in row:  # rows with a marker belong to other Pythons and systems
            name, _, pin = row.partition("==")
            wanted[name.partition("[")[0]] = pin.rstrip(" \\")
    wrong = [
        f"{name} {found or 'missing'}, locked {pin}"
        for name, pin in wanted.items()
        if (found := _installed(name)) != pin
    ]
    if wrong:
        return Check("packages", Verdict.FAILED, "; ".join(wrong[:3]), "rm -rf .venv && make setup")
    return Check("packages", Verdict.FINE, f"{len(wanted)} as locked")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _check_browser() -> Check:
    fault = browser_fault(os.environ)
    if fault is not None:
        return Check(
            "browser", Verdict.DEGRADED, f"{fault[0]}: JavaScript pages will end as 'empty'", fault[1]
        )
    command = [str(find_chromium(os.environ)), "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    if answer.returncode != 0:
        found = f"{command[0]} does not start (exit {answer.returncode})"
        return Check("browser", Verdict.DEGRADED, found, "as root: apt-get install --reinstall chromium")
    return Check("browser", Verdict.FINE, answer.stdout.strip())


def _check_font() -> Check:
    font = find_cjk_font()
    if font is None:
        return Check(
            "CJK font",
            Verdict.DEGRADED,
            "none found: figures will be refused",
            "as root: apt-get install fonts-noto-cjk",
        )
    return Check("CJK font", Verdict.FINE, str(font.family))


def _check_disk(paths: Paths) -> Check:
    folder = paths.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GiB free for {paths.data}"
    if free < MIN_FREE_BYTES:
        return Check("disk", Verdict.FAILED, found, "free 2 GiB or set COLLECTOR_DATA to another disk")
    return Check("disk", Verdict.FINE, found)


def _check_config(paths: Paths) -> Check:
    try:
        config = load_config(paths.home)
    except CollectorError as error:
        return Check("config", Verdict.FAILED, f"{error.subject}: {error.problem}", error.fix)
    return Check(
        "config",
        Verdict.FINE,
        f"{len(config.banks)} banks, {len(config.taxonomy.items)} items, {len(config.waves)} waves",
    )
