"""How the status of a crawl looks on a terminal, and as a CSV; plain text when the output is no terminal."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from collector.fetch.remedies import REMEDIES
from collector.fetch.status import SITES
from collector.views import table
from collector.words import VISITED, BankType, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from collector.archive.summary import UndeclaredDomain, UrlCount
    from collector.fetch.status import BankCrawl, CrawlStatus

MAX_BANKS = 60
COLUMNS = (
    *("wave", "bank_id", "short_name_zh", "bank_type", "state", "main_outcome", "is_finished"),
    *("source", "outcome", "depth", "n_urls", "n_attempts", "last_at"),
)
_PROBLEMS = ("unreachable", "partial")


def show_status(console: Console, status: CrawlStatus, *, is_full: bool) -> None:
    """Funnel, outcomes by type, banks with problems (with ``is_full``: all banks), and what each asks."""
    n_known = sum(bank.has_known_site for bank in status.banks)
    n_finished = sum(bank.is_finished for bank in status.banks)
    console.print(
        f"wave {status.wave}: universe of {len(status.banks)} banks, {n_known} with a known site, "
        f"{n_finished} gone through to the end",
        markup=False,
    )
    console.print()
    console.print(_funnel(status.banks))
    if not any(bank.counts for bank in status.banks):
        console.print(f"\nnothing is fetched yet. Next: collector crawl --wave {status.wave}", markup=False)
        return
    console.print()
    console.print(_outcomes(status.banks))
    _show_others(console, status.others)
    shown = [bank for bank in _sorted(status.banks) if is_full or bank.state in _PROBLEMS]
    kept = shown if is_full else shown[:MAX_BANKS]
    if kept:
        console.print()
        console.print(_banks(kept))
    if len(shown) > len(kept):
        console.print(f"and {len(shown) - len(kept)} more: --full, or --output FILE.csv", markup=False)
    _show_undeclared(console, status.undeclared if is_full else status.undeclared[:MAX_BANKS])
    _show_remedies(console, {bank.main_outcome for bank in shown if bank.state in _PROBLEMS})


def show_bank(console: Console, status: CrawlStatus) -> None:
    """One bank: its state, how its URLs ended, and its last attempts, the newest last."""
    (bank,) = status.banks
    console.print(
        f"{bank.bank_id} {bank.short_name_zh}: {bank.state}"
        + (f", {bank.n_visited} of {bank.n_urls} pages read" if bank.counts else "")
        + ("" if bank.is_finished or not bank.counts else ", not gone through to the end"),
        markup=False,
    )
    if not bank.counts:
        return
    console.print()
    outcomes = table("outcome", ">pages", ">attempts", ">shallowest")
    for outcome in _in_order(bank.counts):
        mine = [count for count in bank.counts if count.outcome is outcome]
        n_urls, n_attempts = sum(c.n_urls for c in mine), sum(c.n_attempts for c in mine)
        outcomes.add_row(outcome, str(n_urls), str(n_attempts), str(min(c.depth for c in mine)))
    console.print(outcomes)
    console.print()
    for one in status.attempts:
        how = " (browser)" if one.is_rendered else ""
        detail = f" · {one.detail}" if one.detail else ""
        when = f"{one.fetched_at:%Y-%m-%d %H:%M:%S}Z"
        console.print(f"{when}  {one.outcome:<17} depth {one.depth}  {one.url}{how}{detail}", markup=False)
    _show_undeclared(console, status.undeclared)
    _show_remedies(console, {count.outcome for count in bank.counts})


def as_csv(status: CrawlStatus) -> str:
    """A row per bank, outcome and depth (one for a bank without any), then stores and robots.txt."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for bank in status.banks:
        head = (status.wave, bank.bank_id, bank.short_name_zh, bank.bank_type, bank.state)
        more = (bank.main_outcome or "", str(bank.is_finished).lower(), SITES)
        for count in bank.counts:
            writer.writerow((*head, *more, *_cells(count)))
        if not bank.counts:
            writer.writerow((*head, *more, *[""] * 5))
    for count in status.others:
        writer.writerow((status.wave, count.owner_id or "", *[""] * 5, count.source, *_cells(count)))
    return out.getvalue()


def _cells(count: UrlCount) -> tuple[object, ...]:
    return (count.outcome, count.depth, count.n_urls, count.n_attempts, count.last_at.isoformat())


def _funnel(banks: Iterable[BankCrawl]) -> object:
    shown = table(
        "type", ">banks", ">known site", ">attempted", ">answered", ">read", ">complete", ">partial"
    )
    sums: dict[str, Counter[int]] = {}
    for bank in banks:
        steps = (
            True,
            bank.has_known_site,
            bool(bank.counts),
            bank.is_answered,
            bank.n_visited > 0,
            bank.state == "complete",
            bank.state == "partial",
        )
        for key in (bank.bank_type, "all"):
            sums.setdefault(key, Counter()).update(at for at, is_there in enumerate(steps) if is_there)
    for key in (*BankType, "all"):
        if key in sums:
            shown.add_row(key, *(str(sums[key][at]) for at in range(7)))
    return shown


def _outcomes(banks: Iterable[BankCrawl]) -> object:
    """Pages by outcome and type of bank, each page once."""
    pages: Counter[tuple[Outcome, str]] = Counter()
    owners: Counter[Outcome] = Counter()
    for bank in banks:
        owners.update({count.outcome for count in bank.counts})
        for count in bank.counts:
            pages[count.outcome, bank.bank_type] += count.n_urls
    types = [kind for kind in BankType if any(key == kind for _, key in pages)]
    shown = table("pages that ended in", *(f">{kind}" for kind in types), ">all", ">banks")
    for outcome in Outcome:
        row = [pages[outcome, kind] for kind in types]
        if any(row):
            shown.add_row(outcome, *(str(n or "") for n in row), str(sum(row)), str(owners[outcome]))
    return shown


def _show_others(console: Console, others: Iterable[UrlCount]) -> None:
    by_source: dict[str, Counter[Outcome]] = {}
    for count in others:
        by_source.setdefault(count.source, Counter())[count.outcome] += count.n_urls
    for source, outcomes in sorted(by_source.items()):
        told = ", ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome if outcomes[outcome])
        console.print(f"{source}: {told}", markup=False)


def _show_undeclared(console: Console, domains: Iterable[UndeclaredDomain]) -> None:
    shown = table("bank", "undeclared domain (domains in config/banks.csv?)", "linked as")
    for one in domains:
        shown.add_row(one.owner_id, one.url, one.anchor_text or "")
    if shown.row_count:
        console.print()
        console.print(shown)


def _banks(banks: Iterable[BankCrawl]) -> object:
    shown = table("bank", "", "type", "state", "blocked by", ">read", ">blocking")
    for bank in banks:
        shown.add_row(
            bank.bank_id,
            bank.short_name_zh,
            bank.bank_type,
            bank.state,
            bank.main_outcome or "",
            str(bank.n_visited),
            str(bank.n_blocking),
        )
    return shown


def _show_remedies(console: Console, outcomes: Iterable[Outcome | None]) -> None:
    found = [outcome for outcome in Outcome if outcome in set(outcomes) - VISITED]
    if found:
        console.print("\nwhat to do (more: docs/reference/outcomes.md)", style="bold", markup=False)
    for outcome in found:
        console.print(f"{outcome:<18}{REMEDIES[outcome].replace('`', '')}", markup=False)


def _sorted(banks: Iterable[BankCrawl]) -> list[BankCrawl]:
    """The worst first; within a state those blocked by the same thing together."""
    order = [*_PROBLEMS, "not_attempted", "no_known_site", "complete"]
    return sorted(banks, key=lambda bank: (order.index(bank.state), bank.main_outcome or "", bank.bank_id))


def _in_order(counts: Iterable[UrlCount]) -> list[Outcome]:
    found = {count.outcome for count in counts}
    return [outcome for outcome in Outcome if outcome in found]
