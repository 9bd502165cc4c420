"""``collector freeze`` and ``collector diff``: one wave kept as published, two waves compared."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from collector import stages
from collector.difference_view import as_csv, as_json, show_difference
from collector.freeze.freeze import freeze_wave
from collector.warehouse.difference import compare_waves

SHANGHAI = timezone(timedelta(hours=8))
_console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)


class Format(StrEnum):
    """How a difference is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the commands about several waves or the publication of one to ``app``."""
    app.command(short_help="Keep a wave as published, for good.")(freeze)
    app.command(short_help="Show what changed between two waves, and why.")(diff)


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


def diff(
    wave_a: Annotated[str, typer.Argument(metavar="WAVE_A", help="The earlier wave.")],
    wave_b: Annotated[str, typer.Argument(metavar="WAVE_B", help="The later wave, or a restatement.")],
    statistic: Annotated[str | None, typer.Option(help="Only this statistic.")] = None,
    segment: Annotated[str, typer.Option(help="Segment of banks for the shares.")] = "all",
    bank: Annotated[
        list[str] | None, typer.Option(help="Each change of this bank's answers (repeatable).")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="table, csv or json.")] = Format.TABLE,
    *,
    full: Annotated[bool, typer.Option("--full", help="Each change of every bank's answers.")] = False,
) -> None:
    """Show what changed between two waves and why: shares split by cause, answers with both their sentences.

    Example: collector diff 2026 2027 --statistic scenario_coverage
    """
    paths, earlier = stages.load_edition(wave_a)
    _, later = stages.load_edition(wave_b)
    is_by_bank = full or bool(bank)
    found = compare_waves(
        paths, earlier, later, statistic=statistic, segment=segment, banks=tuple(bank or ())
    )
    if form is Format.TABLE:
        show_difference(_console, found, is_by_bank=is_by_bank)
    else:
        typer.echo(as_json(found) if form is Format.JSON else as_csv(found, is_by_bank=is_by_bank), nl=False)
