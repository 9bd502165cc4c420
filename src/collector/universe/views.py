"""How banks, resolutions and warnings look on a terminal."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from collector.models import Bank, Config
    from collector.universe.check import Warned
    from collector.universe.resolve import Resolution
    from collector.words import BankType

_FEW = 5


def show_banks(console: Console, banks: Sequence[Bank]) -> None:
    """One line a bank, and how many there are."""
    table = _table("bank", "", "type", "province", "union", "website", "until")
    for bank in banks:
        cells = (bank.province, bank.union_id, bank.website_url, bank.valid_until)
        table.add_row(bank.bank_id, bank.short_name_zh, str(bank.type), *(cell or "" for cell in cells))
    console.print(table)
    console.print(f"{len(banks)} rows", markup=False)


def show_bank(console: Console, config: Config, bank: Bank) -> None:
    """All fields that are filled, then apps, members, predecessors."""
    for field in fields(bank):
        name, value = field.name, getattr(bank, field.name)
        if value:
            text = " | ".join(value) if isinstance(value, tuple) else str(value)
            console.print(f"{name:<17}{text}", markup=False)
    for app in config.apps:
        if app.owner_id in {bank.bank_id, bank.union_id}:
            inherited = "" if app.owner_id == bank.bank_id else f" (of {app.owner_id})"
            console.print(f"{'app':<17}{app.app_id} {app.name_zh} {app.kind}{inherited}", markup=False)
    for other in config.banks:
        if other.successor_id == bank.bank_id:
            text = f"{other.bank_id} {other.short_name_zh} {other.succession_kind} {other.valid_until}"
            console.print(f"{'predecessor':<17}{text}", markup=False)
    members = [other.bank_id for other in config.banks if other.union_id == bank.bank_id]
    if members:
        console.print(f"{'members':<17}{len(members)}: {_some(members)}", markup=False)


def show_completeness(console: Console, rows: Iterable[tuple[BankType, int, dict[str, int]]]) -> None:
    """Banks by type and how many have each column filled."""
    rows = list(rows)
    table = _table("type", ">rows", *(f">{column}" for column in rows[0][2]))
    for kind, n_banks, filled in rows:
        table.add_row(str(kind), str(n_banks), *map(str, filled.values()))
    console.print(table)


def show_warnings(console: Console, warnings: Iterable[Warned], *, is_full: bool) -> None:
    """One line a cause, with some or all of its rows."""
    for one in warnings:
        console.print(f"{one.cause}: {len(one.subjects)} ({one.meaning})", markup=False)
        subjects = one.subjects if is_full else one.subjects[:_FEW]
        more = "" if len(subjects) == len(one.subjects) else ", …"
        console.print(f"  {', '.join(subjects)}{more}", markup=False)


def show_resolution(console: Console, banks: Mapping[str, Bank], found: Resolution) -> None:
    """The bank and the method, or the banks it may be, or like names."""
    if found.method is not None:
        head = f"{found.name}: {found.method}" + (", ambiguous:" if found.is_ambiguous else "")
        console.print(head, markup=False)
        for bank_id in found.bank_ids:
            console.print(f"  {_line(banks[bank_id])}", markup=False)
        if found.is_ambiguous:
            console.print("  add --province or --on, or use the bank id", markup=False)
        return
    console.print(f"{found.name}: no bank writes this name", markup=False)
    for near in found.near:
        console.print(f"  like it ({near.score:.0f}): {_line(banks[near.bank_id])}", markup=False)
    if found.near:
        console.print("  --fuzzy takes the best one", markup=False)


def _line(bank: Bank) -> str:
    return f"{bank.bank_id} {bank.name_zh} ({bank.type}, {bank.province or 'province not known'})"


def _some(values: Sequence[str]) -> str:
    return ", ".join(values[:_FEW]) + (", …" if len(values) > _FEW else "")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
    return table
