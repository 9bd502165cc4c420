"""``collector import``: saved lists on the command line. They are kept under data/."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer
from rich.console import Console

from collector import stages
from collector.config.lookup import find_store
from collector.errors import UsageError
from collector.imports.keep import Imported, import_files
from collector.imports.rows import parse_date

app = typer.Typer(help="Lists that others saved, brought in as files.", no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)


@app.callback()
def _group() -> None:
    """Lists that others saved, brought in as files."""


@app.command(short_help="Import saved app rankings.")
def rankings(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Saved replies (JSON) or tables (CSV).")
    ],
    store: Annotated[str, typer.Option(help="Store or index, a file in config/stores/.")],
    chart: Annotated[str, typer.Option("--list", help="List of the store, one of its charts.")],
    on: Annotated[
        str | None, typer.Option("--date", help="Day, month or year, where the file does not say it.")
    ] = None,
    wave: Annotated[str, typer.Option("--wave", "-w", help="Wave that the lists belong to.")] = "backfill",
    source: Annotated[
        str | None, typer.Option(help="Where the list comes from, as the report shall name it.")
    ] = None,
) -> None:
    """Read saved lists of an app store or index strictly, and keep them for the wave's next extraction.

    Example: collector import rankings 2026-06.json --store iresearch --list finance
    """
    paths, config, edition = stages.load(wave)
    declared = find_store(config, store)
    if chart not in declared.charts:
        fix = f"use one of {', '.join(declared.charts)}, or add it to config/stores/{store}.yml"
        raise UsageError(f"list {chart}", f"store {store} has no such list", fix=fix)
    if store not in edition.stores:
        fix = f"add it to the stores of config/waves/{wave}.yml"
        raise UsageError(f"wave {wave}", f"it does not read store {store}", fix=fix)
    given = parse_date(on, "--date") if on else None
    imported = import_files(paths, files, wave=wave, store=store, chart=chart, given=given, source=source)
    for one in imported:
        _show(one)
    _console.print(f"next: collector extract --wave {wave}, then build and report", markup=False)


def _show(one: Imported) -> None:
    saved, about = one.saved, one.about
    for warning in saved.warnings:
        _console.print(f"warning: {warning}", markup=False)
    first, last = saved.dates[0].isoformat(), saved.dates[-1].isoformat()
    days = first if first == last else f"{first} to {last}"
    counts = f"{len(saved.placed)} places, {len(saved.devices)} device counts, {days}"
    state = f"import {about.import_id}" if one.is_new else f"kept already as {about.import_id}"
    _console.print(f"{about.file_name}: {counts}; {state}", markup=False)
