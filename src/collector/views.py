"""How explanations and checks look on a terminal; plain text when the output is not one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.table import Table

from collector.evaluate.scores import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from rich.console import Console

    from collector.doctor import Check
    from collector.evaluate.scores import Evaluation
    from collector.warehouse.explanation import ExplainedAnswer, Explanation


def table(*columns: str) -> Table:
    """An empty table without lines; a column whose name begins with ``>`` stands to the right."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
    return made


def show_checks(console: Console, checks: Iterable[Check]) -> None:
    """One line a check, and the fix below what is not fine."""
    for check in checks:
        console.print(f"{check.verdict:<9}{check.subject}: {check.found}", markup=False)
        if check.fix:
            console.print(f"{'':<9}fix: {check.fix}", markup=False)


def show_explanation(
    console: Console, explanation: Explanation, pages: Mapping[str, Path] = MappingProxyType({})
) -> None:
    """The number as published, then the banks by answer, each with its evidence or reason.

    ``pages``: capture → file that its archived page was written to.
    """
    asked = [explanation.statistic, f"wave {explanation.wave}", f"segment {explanation.segment}"]
    if explanation.item_id is not None:
        asked[1:1] = [f"item {explanation.item_id}", f"channel {explanation.channel_id}"]
    console.print(", ".join(asked), markup=False)
    if explanation.low is not None:
        value = "unknown" if explanation.value is None else f"{explanation.value:.1%}"
        console.print(
            f"value {value}, between {explanation.low:.1%} and {explanation.high:.1%}", markup=False
        )
    for answer in dict.fromkeys(row.answer for row in explanation.answers):
        console.print(f"\n{answer}: {explanation.count(answer)}", style="bold", markup=False)
        for row in explanation.answers:
            if row.answer == answer:
                _show_answer(console, row, is_profile=explanation.item_id is None)
                if row.evidence is not None and row.evidence.capture_id in pages:
                    console.print(f"    page: {pages[row.evidence.capture_id]}", markup=False)


def _show_answer(console: Console, row: ExplainedAnswer, *, is_profile: bool) -> None:
    head = f"  {row.bank_id} {row.short_name_zh}"
    if is_profile:
        head += f" · {row.item_title_zh}" + (f" · {row.channel_id}" if row.placing is None else "")
    if row.placing is not None and row.answer != "unknown":
        place = f"rank {row.placing.rank} of" if row.placing.rank else "not among the first"
        head += f" · {place} {row.placing.observed_depth} on {row.placing.as_of_date}"
    if row.is_inherited:
        head += " · through its union"
    if row.reason:
        head += f" · {row.reason}"
    console.print(head, markup=False)
    if row.evidence is not None:
        console.print(f"    “{row.evidence.sentence}”", markup=False)
        kept = f" · {row.evidence.segment}@{row.evidence.offset}" if row.evidence.segment else ""
        at = row.evidence.fetched_at
        when = f"imported as {row.evidence.capture_id}"
        if at is not None:
            when = f"{at:%Y-%m-%d %H:%M} UTC · capture {row.evidence.capture_id}{kept}"
        console.print(f"    {row.evidence.url} · {when}", markup=False)
        if row.evidence.confidence is not None:
            place = _page(row.evidence.page_kind, row.evidence.page_date)
            console.print(f"    {place} · confidence {row.evidence.confidence}", markup=False)
    if row.decision is not None:
        told = f"{row.decision.reviewer} on {row.decision.reviewed_date}: {row.decision.reason}"
        console.print(f"    decided by {told} · {row.decision.evidence_url}", markup=False)
    _show_conflicts(console, row)


def _show_conflicts(console: Console, row: ExplainedAnswer) -> None:
    for conflict in row.conflicts:
        asked = f"{conflict.item_id} through {conflict.channel_id}"
        console.print(f"    conflict about {asked}: {conflict.resolution} by {conflict.rule}", markup=False)
        for name, side in (("offers", conflict.offer), ("denies", conflict.denial)):
            place = f"{side.url} · {_page(side.page_kind, side.page_date)}"
            console.print(f"      {name} “{side.sentence}” · {place}", markup=False)


def _page(kind: str | None, day: date | None) -> str:
    return f"page of kind {kind}, " + ("undated" if day is None else f"dated {day}")


def show_evaluation(
    console: Console, evaluation: Evaluation, files: Iterable[Path], *, has_codes: bool
) -> None:
    """Scores by field (and code), how many page kinds agree, and where the disagreements stand."""
    shown = table("field", "code", ">precision", ">recall", ">F1", ">right", ">extra", ">missed")
    for one in evaluation.scores:
        if has_codes or one.code == ALL:
            counts = (str(n) for n in (one.n_right, one.n_extra, one.n_missed))
            shares = ("–" if part is None else f"{part:.3f}" for part in (one.precision, one.recall, one.f1))
            shown.add_row(one.field, one.code, *shares, *counts)
    console.print(shown)
    accuracy = evaluation.kind_accuracy
    if accuracy is not None:
        right = f"{evaluation.n_kinds_right} of {evaluation.n_kinds_labelled}"
        console.print(f"page kind: {accuracy:.3f} ({right} pages)", markup=False)
    n_more = len(evaluation.disagreements)
    console.print(
        f"{evaluation.n_pages} pages, {n_more} disagreements: {', '.join(map(str, files))}", markup=False
    )
