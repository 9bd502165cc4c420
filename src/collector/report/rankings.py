"""The app lists, ready to print: quartiles by segment, banks outside a list, and banks unknown in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.report.figure_activity import list_name, lists_read
from collector.report.funnel import Named, named
from collector.report.imported import list_day, sources_zh
from collector.report.movement import Moves, kinds_zh, moves_of
from collector.report.numbers import count, percent, rank_number

if TYPE_CHECKING:
    from collector.report.records import ActivityRow, BankRow, RankRow, Survey


@dataclass(frozen=True, slots=True)
class ListLine:
    """How one segment stands in a list."""

    title: str
    n_banks: str
    n_listed: str
    n_apps: str
    n_not_listed: str
    n_unknown: str
    quartiles: str
    top_15: str
    top_100: str
    top_200: str
    published: str


@dataclass(frozen=True, slots=True)
class AppList:
    """One store list on its latest day; ``name`` is the name of its figure."""

    name: str
    store: str
    chart: str
    day: str
    depth: str
    lines: tuple[ListLine, ...]
    kinds: str
    moves: Moves | None
    sources: tuple[str, ...]
    inherited: tuple[Named, ...]
    not_listed: tuple[Named, ...]
    unknown: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RankLine:
    """One bank's place in one list, in words."""

    store: str
    chart: str
    day: str
    depth: str
    state: str
    app_name: str
    is_inherited: bool


def app_lists(survey: Survey) -> tuple[AppList, ...]:
    """One record a list that was read; lists are never averaged or added together."""
    return tuple(_app_list(survey, rows) for rows in lists_read(survey))


def _app_list(survey: Survey, rows: tuple[RankRow, ...]) -> AppList:
    first = rows[0]
    key = (first.store, first.chart, first.as_of_date)
    activity = {row.segment: row for row in survey.activity if (row.store, row.chart, row.as_of_date) == key}
    banks = {bank.bank_id: bank for bank in survey.banks}
    depths = [row.observed_depth for row in rows if row.observed_depth is not None]
    return AppList(
        name=list_name(first),
        store=first.store,
        chart=first.chart,
        day=list_day(survey, first),
        depth=count(max(depths, default=None)),
        kinds=kinds_zh(survey, key),
        moves=moves_of(survey, rows),
        sources=sources_zh(survey, first),
        lines=tuple(
            _line(segment.title_zh, activity[segment.segment])
            for segment in survey.segments
            if segment.segment in activity and activity[segment.segment].n_banks > 0
        ),
        inherited=_names(banks, [row for row in rows if row.state == "listed" and row.is_inherited]),
        not_listed=_names(banks, [row for row in rows if row.state == "not_listed"]),
        unknown=_names(banks, [row for row in rows if row.state == "unknown"]),
    )


def _names(banks: dict[str, BankRow], rows: list[RankRow]) -> tuple[Named, ...]:
    return tuple(named(banks[row.bank_id]) for row in rows)


def _line(title: str, row: ActivityRow) -> ListLine:
    return ListLine(
        title=title,
        n_banks=str(row.n_banks),
        n_listed=str(row.n_listed),
        n_apps=str(row.n_apps),
        n_not_listed=str(row.n_not_listed),
        n_unknown=str(row.n_unknown),
        quartiles=" / ".join(rank_number(rank) for rank in (row.q1_rank, row.median_rank, row.q3_rank)),
        top_15=percent(row.share_top_15),
        top_100=percent(row.share_top_100),
        top_200=percent(row.share_top_200),
        published="—" if row.published_2018_listed is None else str(row.published_2018_listed),
    )


def ranks_of(survey: Survey, bank: BankRow) -> tuple[RankLine, ...]:
    """One bank's place in each list, on its latest day."""
    rows = [row for rows in lists_read(survey) for row in rows if row.bank_id == bank.bank_id]
    return tuple(
        RankLine(
            store=row.store,
            chart=row.chart,
            day=list_day(survey, row),
            depth=count(row.observed_depth),
            state=_state(row),
            app_name=row.app_name or "—",
            is_inherited=bool(row.is_inherited),
        )
        for row in rows
    )


def _state(row: RankRow) -> str:
    if row.state == "listed":
        return f"第 {row.best_rank} 名"
    if row.state == "not_listed":
        return f"前 {count(row.observed_depth)} 名之外"
    return "未知（没有已知 APP、APP 编号未知，或榜单未读到）"
