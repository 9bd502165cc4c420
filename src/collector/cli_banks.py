"""``collector banks``: the universe on the command line. Nothing here writes to config/."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from collector.config.load import load_config
from collector.config.lookup import find_bank
from collector.errors import ExitCode, UsageError
from collector.paths import Paths
from collector.universe import views
from collector.universe.check import check_universe, completeness
from collector.universe.compare import compare
from collector.universe.difference_file import write_difference
from collector.universe.difference_view import show_difference, show_list
from collector.universe.regulator_list import read_regulator_list
from collector.universe.resolve import build_index, resolve
from collector.universe.validity import is_valid_on
from collector.words import BankType  # noqa: TC001 - typer reads the annotation

if TYPE_CHECKING:
    from collector.models import Bank, Config

app = typer.Typer(
    help="The universe: who is surveyed, under which names, and what is known of each.", no_args_is_help=True
)
_console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)

ProvinceOption = Annotated[
    str | None, typer.Option(help="Only banks of this province, by full name such as 浙江省.")
]
OnOption = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Only banks that existed on this day.")
]


@app.command("list", short_help="List the banks.")
def list_banks(
    kind: Annotated[BankType | None, typer.Option("--type", help="Only banks of this type.")] = None,
    province: ProvinceOption = None,
    on: OnOption = None,
) -> None:
    """List banks and unions, one line each, in the order of config/banks.csv.

    Example: collector banks list --type city --on 2018-11-01
    """
    config = _config()
    chosen = [
        bank
        for bank in config.banks
        if kind in {None, bank.type}
        and province in {None, bank.province}
        and (on is None or is_valid_on(bank, on.date()))
    ]
    views.show_banks(_console, chosen)


@app.command(short_help="Show all that is known of one bank.")
def show(bank: Annotated[str, typer.Argument(help="A bank id, or a name that one bank writes.")]) -> None:
    """Show one bank: names, place, site, apps, union or members, predecessors and successor.

    Example: collector banks show 东阳农商银行
    """
    config = _config()
    views.show_bank(_console, config, _found(config, bank))


@app.command(short_help="Check the files and list warnings by cause.")
def check(
    *, full: Annotated[bool, typer.Option("--full", help="Name every row of each warning.")] = False
) -> None:
    """Check banks.csv and apps.csv, and list what is worth a look by cause.

    Example: collector banks check --full
    """
    config = _config()
    views.show_completeness(_console, completeness(config))
    views.show_warnings(_console, check_universe(config), is_full=full)


@app.command("resolve", short_help="Find the bank behind a name.")
def resolve_name(
    name: Annotated[str, typer.Argument(help="A name as a page, a store or a list writes it.")],
    province: ProvinceOption = None,
    on: OnOption = None,
    *,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Let likeness decide where no name fits.")] = False,
) -> None:
    """Find the bank behind a written name, or say which banks it may be (exit 3 unless it is exactly one).

    Example: collector banks resolve 农商银行东阳 --fuzzy
    """
    index = build_index(_config().banks)
    found = resolve(index, name, province=province, on=_day(on), is_fuzzy=fuzzy)
    views.show_resolution(_console, index.banks, found)
    if found.bank_id is None:
        raise typer.Exit(ExitCode.CHECKS_FAILED)


@app.command("import", short_help="Compare a regulator's list with banks.csv.")
def import_list(
    listed: Annotated[
        Path, typer.Argument(metavar="LIST", help="The list as published, XLSX, XLS or CSV.", dir_okay=False)
    ],
    as_of: Annotated[
        datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day the list speaks of (截至…).")
    ],
    output: Annotated[
        Path | None, typer.Option(help="Also write every finding to this new CSV file, outside config/.")
    ] = None,
    *,
    full: Annotated[bool, typer.Option("--full", help="Print every finding of each kind.")] = False,
) -> None:
    """Print how a regulator's list differs from config/banks.csv; nothing is taken over.

    Example: collector banks import list.xlsx --as-of 2026-06-30 --output review.csv
    """
    banks = _config().banks
    published = read_regulator_list(listed)
    difference = compare(banks, published.institutions, as_of.date())
    show_list(_console, published)
    show_difference(_console, difference, is_full=full)
    if output is not None:
        write_difference(difference, output)
        _console.print(f"written: {output}", markup=False)


def _config() -> Config:
    return load_config(Paths.from_environment().home)


def _day(on: datetime | None) -> date | None:
    return None if on is None else on.date()


def _found(config: Config, bank: str) -> Bank:
    if bank in {one.bank_id for one in config.banks}:
        return find_bank(config, bank)
    found = resolve(build_index(config.banks), bank)
    if found.is_ambiguous:
        problem = f"{len(found.bank_ids)} banks write this name"
        raise UsageError(f"bank {bank}", problem, fix=f"use one of {', '.join(found.bank_ids)}")
    return find_bank(config, found.bank_id or bank)
