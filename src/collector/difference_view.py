"""How the difference of two waves looks: lines on a terminal, a CSV table, or JSON with everything."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from collector.views import table
from collector.warehouse.difference import ChangedAnswer, ChangedShare

if TYPE_CHECKING:
    from decimal import Decimal

    from rich.console import Console

    from collector.warehouse.difference import WaveDifference

_PARTS = ("reading", "universe", "review", "coverage", "source")


def as_csv(found: WaveDifference, *, is_by_bank: bool) -> str:
    """The changed answers of banks, or the changed shares; an empty cell is not known."""
    record = ChangedAnswer if is_by_bank else ChangedShare
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(record)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in (found.answers if is_by_bank else found.shares))
    return text.getvalue()


def as_json(found: WaveDifference) -> str:
    """Everything; shares as text, so that no decimal is lost, days as YYYY-MM-DD."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str) + "\n"


def show_difference(console: Console, found: WaveDifference, *, is_by_bank: bool) -> None:
    """Shares with their causes, the universe, and the answers: counted, or each with both its sentences."""
    console.print(f"from {found.from_wave} to {found.wave}, segment {found.segment}", markup=False)
    for statistic in dict.fromkeys(row.statistic for row in found.shares):
        _show_shares(console, statistic, [row for row in found.shares if row.statistic == statistic])
    if not found.shares:
        console.print("no share changed", markup=False)
    if any(row.reading_basis == "not_separable" for row in found.shares):
        console.print(
            f"\nreading –: {found.from_wave} is not restated, so what today's words and rules read otherwise "
            "stands under coverage and source (docs/how-to/freeze-a-wave.md)",
            markup=False,
        )
    _show_universe(console, found)
    if is_by_bank:
        _show_answers(console, found)
    else:
        _count_answers(console, found)


def _show_shares(console: Console, statistic: str, rows: list[ChangedShare]) -> None:
    console.print(f"\n{statistic}", style="bold", markup=False)
    numbers = (">from", ">to", ">change", *(f">{part}" for part in _PARTS), ">gained", ">lost", ">of", ">p")
    shown = table("item", "channel", *numbers)
    for row in rows:
        parts = (getattr(row, f"{part}_change") for part in _PARTS)
        shown.add_row(
            f"{row.title_zh} {row.item_id}",
            row.channel_id,
            _percent(row.from_value),
            _percent(row.to_value),
            *(_points(part) for part in (row.value_change, *parts)),
            *(str(n) for n in (row.n_gained, row.n_lost, row.n_both_known)),
            "–" if row.mcnemar_p is None else f"{row.mcnemar_p:.3f}",
        )
    console.print(shown)


def _show_universe(console: Console, found: WaveDifference) -> None:
    if found.universe:
        console.print("\nuniverse", style="bold", markup=False)
    for one in found.universe:
        before = f"{one.from_bank_id} {one.from_name_zh} ({one.from_bank_type})" if one.from_bank_id else ""
        after = f"{one.bank_id} {one.name_zh} ({one.bank_type})" if one.bank_id else ""
        console.print(f"  {one.change}: {' → '.join(part for part in (before, after) if part)}", markup=False)


def _count_answers(console: Console, found: WaveDifference) -> None:
    if not found.answers:
        return
    console.print("\nanswers changed, by bank", style="bold", markup=False)
    by_bank: dict[str, Counter[str]] = {}
    names = {row.bank_id: row.short_name_zh for row in found.answers}
    for row in found.answers:
        by_bank.setdefault(row.bank_id, Counter())[row.cause] += 1
    for bank_id, causes in by_bank.items():
        told = ", ".join(f"{cause} {n}" for cause, n in causes.most_common())
        console.print(f"  {bank_id} {names[bank_id]}: {told}", markup=False)
    console.print("each with its evidence: --bank <id>, or --full", markup=False)


def _show_answers(console: Console, found: WaveDifference) -> None:
    last = ""
    for row in found.answers:
        if row.bank_id != last:
            console.print(f"\n{row.bank_id} {row.short_name_zh}", style="bold", markup=False)
            last = row.bank_id
        change = f"{row.from_answer or 'not in the wave'} → {row.to_answer or 'not in the wave'}"
        console.print(
            f"  {row.title_zh} {row.item_id} · {row.channel_id} · {change} · {row.cause}", markup=False
        )
        _show_side(console, "before", row.from_sentence, row.from_url, row.from_reason)
        _show_side(console, "after", row.to_sentence, row.to_url, row.to_reason)
        if row.reviewer:
            told = f"{row.reviewer} on {row.reviewed_date}: {row.review_reason} · {row.review_url}"
            console.print(f"    decided by {told}", markup=False)
    if not found.answers:
        console.print("\nno answer changed", markup=False)


def _show_side(
    console: Console, side: str, sentence: str | None, url: str | None, reason: str | None
) -> None:
    if sentence is not None:
        console.print(f"    {side} “{sentence}” · {url}", markup=False)
    elif reason is not None and reason != "reviewed":
        console.print(f"    {side} {reason}", markup=False)


def _percent(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _points(part: Decimal | None) -> str:
    """Percentage points with their sign; nothing where nothing changed."""
    if part is None:
        return "–"
    return f"{part * 100:+.1f}" if part else "·"
