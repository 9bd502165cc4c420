"""How status, explanations and checks look on a terminal; plain text when the output is not one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from collector.doctor import Check
    from collector.models import Fetch
    from collector.warehouse.explanation import ExplainedAnswer, Explanation
    from collector.warehouse.status import Status

_MAX_ATTEMPTS = 30


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
    return table


def show_checks(console: Console, checks: Iterable[Check]) -> None:
    """One line a check, and the fix below what is not fine."""
    for check in checks:
        console.print(f"{check.verdict:<9}{check.subject}: {check.found}", markup=False)
        if check.fix:
            console.print(f"{'':<9}fix: {check.fix}", markup=False)


def show_status(console: Console, status: Status) -> None:
    """The funnel by segment, then one line a bank."""
    console.print(f"wave {status.wave}: universe of {status.n_universe} banks", markup=False)
    if not status.is_built:
        console.print(
            f"no warehouse holds it yet. Next: collector refresh --wave {status.wave}", markup=False
        )
        return
    funnel = _table("segment", ">banks", ">known site", ">attempted", ">visited", ">determined")
    for row in status.funnel:
        counts = (row.n_banks, row.n_known_site, row.n_attempted, row.n_visited, row.n_determined)
        funnel.add_row(row.segment, *map(str, counts))
    banks = _table("bank", "", "visit", "blocked by", ">pages", ">blocking", ">scenarios", ">unknown")
    for bank in status.banks:
        banks.add_row(
            bank.bank_id,
            bank.short_name_zh,
            bank.visit_status,
            "" if bank.visit_status == "complete" else bank.main_outcome or "",
            str(bank.n_visited),
            str(bank.n_blocking),
            str(bank.n_scenarios),
            str(bank.n_scenarios_unknown),
        )
    console.print(funnel)
    console.print()
    console.print(banks)
    if status.undeclared:
        strangers = _table("bank", "undeclared domain (domains in config/banks.csv?)", "linked as")
        for domain in status.undeclared:
            strangers.add_row(domain.bank_id, domain.url, domain.anchor_text or "")
        console.print()
        console.print(strangers)


def show_outcomes(console: Console, fetches: Iterable[Fetch], *, bank: str | None) -> None:
    """How the fetches in the archive ended; for one bank its last attempts that were no visit."""
    mine = [fetch for fetch in fetches if bank is None or fetch.owner_id == bank]
    outcomes = _table("source", "outcome", ">fetches")
    for (source, outcome), count in sorted(Counter((f.source, str(f.outcome)) for f in mine).items()):
        outcomes.add_row(source, outcome, str(count))
    console.print()
    console.print(outcomes)
    console.print("what each outcome asks of you: docs/reference/outcomes.md", markup=False)
    if bank is not None:
        for fetch in sorted(mine, key=lambda f: (f.fetched_at, f.url))[-_MAX_ATTEMPTS:]:
            detail = f" ({fetch.detail})" if fetch.detail else ""
            console.print(f"{fetch.outcome:<18}{fetch.url}{detail}", markup=False)


def show_explanation(console: Console, explanation: Explanation) -> None:
    """The number as published, then the banks by answer, each with its evidence or reason."""
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
        when = f"{row.evidence.fetched_at:%Y-%m-%d %H:%M} UTC"
        console.print(
            f"    {row.evidence.url} · {when} · capture {row.evidence.capture_id}{kept}", markup=False
        )
