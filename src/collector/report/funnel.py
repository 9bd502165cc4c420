"""How far the survey came: the funnel by bank type, and the banks whose site was not read completely."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.report.wording import BANK_TYPES_ZH, refrained_zh, visit_zh
from collector.words import ANY_CHANNEL, BankType, ItemKind

if TYPE_CHECKING:
    from collector.report.records import BankRow, Survey

FUNNEL_STEPS = (
    ("名单内", "in universe"),
    ("有已知网站", "site known"),
    ("已尝试", "attempted"),
    ("已访问", "visited"),
    ("部分场景类别有结论", "some categories determined"),
    ("全部场景类别有结论", "all categories determined"),
)


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
    """One row a bank type that has banks, and their sum.

    A bank may be determined without a visit to its site: by its app's store page or its union's app.
    """
    by_type: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for bank in survey.banks:
        by_type[bank.bank_type].append(_steps_reached(survey, bank))
    rows = [FunnelRow(BANK_TYPES_ZH[kind], _sums(by_type[kind])) for kind in BankType if kind in by_type]
    return (*rows, FunnelRow("合计", _sums([flags for kind in by_type.values() for flags in kind])))


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


def _steps_reached(survey: Survey, bank: BankRow) -> tuple[bool, ...]:
    visit = survey.visits.get(bank.bank_id)
    seen = survey.counts.get((bank.bank_id, ItemKind.CATEGORY, ANY_CHANNEL))
    return (
        True,
        bank.has_known_site,
        visit_of(survey, bank)[0] not in {"not_attempted", "no_known_site"},
        visit is not None and visit.n_visited > 0,
        seen is not None and seen.n_unknown < seen.n_items,
        seen is not None and seen.n_unknown == 0,
    )


def _sums(flags: list[tuple[bool, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*flags, strict=True)) if flags else (0,) * len(FUNNEL_STEPS)
