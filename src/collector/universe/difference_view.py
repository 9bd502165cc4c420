"""How the difference from a regulator's list looks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from collector.universe.difference import Changed, Difference, NewInstitution
    from collector.universe.regulator_list import RegulatorList

_FEW = 20
_MEANING = {
    "new": "listed, not ours",
    "gone": "ours, not listed",
    "renamed": "same code, other legal name",
    "recoded": "same legal name, other code",
    "retyped": "same code, other type",
    "unexpected": "listed, though our row says that it ended before or began later",
    "english_changed": "other English name",
    "merged?": "gone and new in one place; a question, not an answer",
}


def show_list(console: Console, published: RegulatorList) -> None:
    """How many institutions were read, and what in the file was not."""
    console.print(f"read {len(published.institutions)} institutions", markup=False)
    if published.ignored_columns:
        console.print(f"columns not known, not read: {', '.join(published.ignored_columns)}", markup=False)
    if published.notes:
        n_more = len(published.notes) - 1
        more = f" and {n_more} more" if n_more else ""
        console.print(f"rows that are no institution: {published.notes[0]}{more}", markup=False)


def show_difference(console: Console, difference: Difference, *, is_full: bool = False) -> None:
    """Findings by kind, some or all of each, then what was counted and left out."""
    _show(console, "new", [_new(one) for one in difference.new], is_full=is_full)
    gone = [f"{bank.bank_id} {bank.name_zh} ({bank.institution_code})" for bank in difference.gone]
    _show(console, "gone", gone, is_full=is_full)
    for name, changes in difference.changes:
        _show(console, name, [_changed(change) for change in changes], is_full=is_full)
    _show(console, "merged?", [hint.question for hint in difference.maybe_merged], is_full=is_full)
    if difference.is_empty:
        console.print(f"nothing differs on {difference.as_of}", markup=False)
    console.print(f"unchanged: {difference.n_unchanged}", markup=False)
    left_out = (
        ("ours without a code", difference.n_without_code),
        ("ours of another time", difference.n_other_time),
    )
    console.print(f"left out: {_counts(left_out)}", markup=False)
    if difference.n_out_of_scope:
        console.print(f"listed, not surveyed: {_counts(difference.n_out_of_scope)}", markup=False)


def _show(console: Console, name: str, lines: Sequence[str], *, is_full: bool) -> None:
    if not lines:
        return
    console.print(f"{name}: {len(lines)} ({_MEANING[name]})", style="bold", markup=False)
    shown = lines if is_full else lines[:_FEW]
    for line in shown:
        console.print(f"  {line}", markup=False)
    if len(shown) < len(lines):
        console.print(f"  … and {len(lines) - len(shown)} more", markup=False)


def _new(one: NewInstitution) -> str:
    listed = one.listed
    place = one.province or "province not known"
    return f"{listed.institution_code} {listed.name_zh} ({one.type}, {place}), row {listed.row}"


def _changed(change: Changed) -> str:
    return f"{change.bank.bank_id}: {change.ours or 'not known'} -> {change.theirs}"


def _counts(counted: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted)
