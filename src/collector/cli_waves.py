"""``collector freeze``: one wave kept as it was published."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from typing import Annotated

import typer
from rich.console import Console

from collector import stages
from collector.freeze.freeze import freeze_wave

SHANGHAI = timezone(timedelta(hours=8))
_console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)


def register(app: typer.Typer) -> None:
    """Add the commands about several waves or the publication of one to ``app``."""
    app.command(short_help="Keep a wave as published, for good.")(freeze)


def freeze(
    wave: Annotated[str, typer.Option("--wave", "-w", help="Edition of the survey that goes to print.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="Day of publication (default: today in Shanghai)."),
    ] = None,
) -> None:
    """Keep a wave's published rows for good: later builds put them back whatever changes in config or code.

    Example: collector freeze --wave 2026
    """
    paths, _, edition = stages.load(wave)
    day = (on or datetime.now(SHANGHAI)).date()
    _console.print(freeze_wave(paths, edition, on=day), markup=False)
    _console.print(f"next: collector build --wave {wave}", markup=False)
