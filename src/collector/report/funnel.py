"""How far the survey came: the funnel by bank type, and the banks whose site was not read completely."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.report.wording import BANK_TYPES_ZH, refrained_zh, visit_zh
from collector.words import BankType

if TYPE_CHECKING:
    from collector.report.records import BankRow, Survey

FUNNEL_STEPS = {
    "in_universe": ("名单内", "in universe"),
    "source_known": ("有已知网站", "site known"),
    "attempted": ("已尝试", "attempted"),
    "visited": ("已访问", "visited"),
    "partly_determined": ("部分场景类别有结论", "some categories determined"),
    "fully_determined": ("全部场景类别有结论", "all categories determined"),
}
"""Steps of survey_funnel and their titles; where a step is about sources, the page tells of websites."""


@dataclass(frozen=True, slots=True)
class Named:
    """A bank to link to."""

    bank_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Banks that share a reason, and what to do about it (empty where the page says it elsewhere)."""

    reason: str
    remedy: str
    banks: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How many banks of one type came to each step of :data:`FUNNEL_STEPS`."""

    title: str
    steps: tuple[int, ...]


def named(bank: BankRow) -> Named:
    """The bank as it is linked."""
    return Named(bank.bank_id, bank.short_name_zh)


def funnel(survey: Survey) -> tuple[FunnelRow, ...]:
    """One row a bank type that has banks, and all banks together.

    A bank may be determined without a visit to its site: by its app's store page or its union's app.
    """
    steps: dict[str, dict[str, int]] = defaultdict(dict)
    for row in survey.funnel:
        if row.n_banks > 0:
            steps[row.segment][row.step] = row.n_reached if row.n_by_site is None else row.n_by_site
    titles = {**BANK_TYPES_ZH, "all": "合计"}
    return tuple(
        FunnelRow(titles[segment], tuple(steps[segment][step] for step in FUNNEL_STEPS))
        for segment in (*BankType, "all")
        if segment in steps
    )


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Pages, and banks that have such pages, left alone for one reason."""

    reason: str
    n_banks: int
    n_pages: int


def left_alone(survey: Survey) -> tuple[LeftAlone, ...]:
    """What was refrained from among all banks, by reason, without reasons that kept nobody out."""
    return tuple(
        LeftAlone(refrained_zh(row.reason), row.n_banks_refrained, row.n_pages)
        for row in survey.refrained
        if row.segment == "all" and row.n_pages
    )


def unread_banks(survey: Survey) -> tuple[Group, ...]:
    """Banks whose site was not read completely, by reason."""
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for bank in survey.banks:
        status, outcome = visit_of(survey, bank)
        if status != "complete":
            groups[visit_zh(status, outcome)].append(named(bank))
    return tuple(Group(reason, remedy, tuple(banks)) for (reason, remedy), banks in sorted(groups.items()))


def visit_of(survey: Survey, bank: BankRow) -> tuple[str, str | None]:
    """Visit status and main outcome of a bank."""
    visit = survey.visits.get(bank.bank_id)
    return (visit.visit_status, visit.main_outcome) if visit else ("not_attempted", None)
