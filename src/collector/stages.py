"""The stages as the CLI and the flow start them: load the config, run, and sum up in one line."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from collector.config.load import load_config
from collector.config.lookup import find_bank, find_wave
from collector.console import Terminal
from collector.errors import RefusedError, UsageError
from collector.extract.run import extract_wave
from collector.extract.stores.unread import check_replies
from collector.fetch.crawl import crawl_wave
from collector.freeze.restated import find_edition
from collector.freeze.snapshot import is_frozen
from collector.paths import Paths
from collector.report.write import write_report
from collector.warehouse.build import build_wave
from collector.warehouse.forward import roll_back as roll_back_build

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Config, Wave


def load(wave_id: str) -> tuple[Paths, Config, Wave]:
    """Paths, config and the wave of that id; ConfigError or UsageError when they cannot be had."""
    paths = Paths.from_environment()
    config = load_config(paths.home)
    return paths, config, find_wave(config, wave_id)


def load_edition(wave_id: str) -> tuple[Paths, Wave]:
    """Paths and the wave of that id, or the restatement of one: for questions to the warehouse."""
    paths = Paths.from_environment()
    return paths, find_edition(load_config(paths.home), wave_id)


def crawl(
    wave_id: str, *, banks: tuple[str, ...] = (), web_root: Path | None = None, is_offline: bool = False
) -> str:
    """Fetch the wave's sites and stores into its archive; ``banks`` narrows it to some of the universe."""
    paths, config, wave = load(wave_id)
    if wave.web is None and not is_offline and is_frozen(paths, wave_id):
        raise RefusedError(
            f"wave {wave_id}",
            "it is frozen, and pages of a later day do not belong to it",
            fix="crawl a wave of its own: a new file in config/waves/",
        )
    for bank_id in banks:
        find_bank(config, bank_id)
        if bank_id not in wave.universe:
            raise UsageError(
                f"wave {wave_id}",
                f"bank {bank_id!r} is not in its universe of {len(wave.universe)}",
                fix=f"add it to config/waves/{wave_id}.yml or name another bank",
            )
    with Terminal("crawl") as progress:
        result = crawl_wave(
            paths, config, wave, banks=banks or None, offline=is_offline, web_root=web_root, progress=progress
        )
        progress.line(result.summary)
    return result.summary


def extract(wave_id: str, *, jobs: int | None = None) -> str:
    """Read the wave's archive into landed Parquet with ``jobs`` processes (default: one a core)."""
    paths, config, wave = load(wave_id)
    with Terminal("extract") as progress:
        result = extract_wave(paths, config, wave, jobs=jobs or os.cpu_count() or 1, progress=progress)
        progress.line(result.summary)
    return result.summary


def build(wave_id: str, *, is_overruled: bool = False) -> str:
    """Build, test and publish the warehouse that holds the wave; overruled also where that goes back."""
    paths, config, wave = load(wave_id)
    now = datetime.now(UTC)
    with Terminal("build") as progress:
        result = build_wave(paths, config, wave, say=progress.line, is_overruled=is_overruled, now=now)
        progress.line(result.summary)
    return result.summary


def roll_back(wave_id: str) -> str:
    """Put the build before the current one of the wave's kind in its place."""
    paths, _, wave = load(wave_id)
    with Terminal("build") as progress:
        result = roll_back_build(paths, wave, say=progress.line, now=datetime.now(UTC))
        progress.line(result.summary)
        progress.line(f"reports are as they were: collector report --wave {wave_id} writes them anew")
    return result.summary


def report(wave_id: str) -> str:
    """Write the wave's pages, figures and CSV from the published warehouse."""
    paths, _, wave = load(wave_id)
    with Terminal("report") as progress:
        result = write_report(paths, wave, say=progress.line)
        progress.line(result.summary)
    return result.summary


def check(wave_id: str) -> str:
    """See that on the wave's last day every reply of a store was in the form that is read.

    ChecksFailedError (exit 3) naming the replies that were not.
    """
    paths, _, wave = load(wave_id)
    with Terminal("check") as progress:
        summary = check_replies(paths, wave)
        progress.line(summary)
    return summary
