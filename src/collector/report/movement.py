"""What stands behind one app list, ready to print: how banks moved, and which kinds of app are in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.report.figure_activity import fold_members

if TYPE_CHECKING:
    from datetime import date

    from collector.report.records import MovementRow, RankRow, Survey

KINDS_ZH = {
    "mobile_bank": "手机银行",
    "credit_card": "信用卡",
    "life": "生活服务",
    "corporate": "企业银行",
    "direct_bank": "直销银行",
}
_WORDS = {
    "unchanged": "不变",
    "entered": "新上榜",
    "left": "落榜",
    "outside": "均未上榜",
    "unknown": "未知",
}


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One bank's place in a list, before and now, in words."""

    name: str
    rank: str
    previous: str
    last_year: str
    published: str


@dataclass(frozen=True, slots=True)
class Moves:
    """How the listed banks moved; the days are None where the list was never read before."""

    previous_day: str | None
    last_year_day: str | None
    lines: tuple[MoveLine, ...]


def moves_of(survey: Survey, rows: tuple[RankRow, ...]) -> Moves | None:
    """The moves in the list of these rows; None where there is nothing to compare with."""
    first = rows[0]
    moves = {
        one.bank_id: one
        for one in survey.movements
        if (one.store, one.chart, one.as_of_date) == (first.store, first.chart, first.as_of_date)
    }
    previous = _day(next((one.previous_date for one in moves.values()), None))
    last_year = _day(next((one.last_year_date for one in moves.values()), None))
    if previous is None and not any(one.published_2018_rank for one in moves.values()):
        return None
    banks = {bank.bank_id: bank for bank in survey.banks}
    listed = sorted(
        ((banks[row.bank_id], row) for row in rows if row.bank_id in moves and _is_shown(row, moves)),
        key=lambda one: (one[1].best_rank is None, one[1].best_rank or 0, one[1].bank_id),
    )
    lines = tuple(
        _line(
            bank.short_name_zh if n_members == 1 else f"{row.app_name}（{n_members} 家成员行）",
            row,
            moves[row.bank_id],
        )
        for bank, row, n_members in fold_members(listed)
    )
    return Moves(previous, last_year, lines)


def _is_shown(row: RankRow, moves: dict[str, MovementRow]) -> bool:
    return row.state == "listed" or moves[row.bank_id].movement == "left"


def _line(name: str, row: RankRow, move: MovementRow) -> MoveLine:
    return MoveLine(
        name=name,
        rank=f"第 {row.best_rank} 名" if row.best_rank is not None else f"前 {row.observed_depth} 名之外",
        previous=_moved(row.best_rank, move.previous_rank, move.movement),
        last_year=_moved(row.best_rank, move.last_year_rank, move.movement_since_last_year),
        published="—" if move.published_2018_rank is None else str(move.published_2018_rank),
    )


def _moved(now: int | None, before: int | None, word: str | None) -> str:
    """``第 6 名 ↑2``, or what is known without two ranks; — where there was no reading."""
    if word is None:
        return "—"
    if now is None or before is None:
        return f"第 {before} 名，{_WORDS[word]}" if before is not None else _WORDS[word]
    arrow = "不变" if now == before else f"↑{before - now}" if now < before else f"↓{now - before}"
    return f"第 {before} 名 {arrow}"


def kinds_zh(survey: Survey, key: tuple[str, str, date]) -> str:
    """Banks with an app of each kind in the list, in words; kinds without any are left out."""
    rows = [
        one
        for one in survey.kinds
        if (one.store, one.chart, one.as_of_date) == key and one.segment == "all" and one.n_listed
    ]
    order = list(KINDS_ZH)
    return "；".join(
        f"{KINDS_ZH[one.app_kind]} {one.n_listed} 家（{one.n_apps} 个 APP，最前第 {one.best_rank} 名）"
        for one in sorted(rows, key=lambda one: order.index(one.app_kind))
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
