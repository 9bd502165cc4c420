"""``collector banks``: the universe on the command line. Nothing here writes to config/."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from collector.config.load import load_config
from collector.config.lookup import find_bank
from collector.errors import ExitCode, UsageError
from collector.paths import Paths
from collector.universe import views
from collector.universe.check import check_universe, completeness
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
