"""On which days each list was read, and what became of the others, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from collector.report.wording import outcome_zh

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from collector.report.records import ListDayRow, Survey

_STATES_ZH = {
    "read": "读到",
    "changed": "版式改变，未读",
    "withheld": "商店没有给出",
    "unfetched": "没有取得",
    "missing": "没有请求",
    "not_due": "当期已取得",
}
_EVERY_ZH = {"day": "每日", "month": "每月", "wave": "每期一次"}


@dataclass(frozen=True, slots=True)
class ListDays:
    """One list over the days of the wave; ``gaps``: what is not read, each with its days."""

    store: str
    chart: str
    every: str
    span: str
    n_read: str
    last: str
    gaps: tuple[str, ...]


def list_days(survey: Survey) -> tuple[ListDays, ...]:
    """One record a list that was or should have been asked for."""
    return tuple(
        _list(list(rows)) for _, rows in groupby(survey.list_days, key=lambda row: (row.store, row.chart))
    )


def _list(rows: list[ListDayRow]) -> ListDays:
    counted = Counter(row.state for row in rows)
    last = next((row for row in reversed(rows) if row.state == "read" and row.n_rows), None)
    order = [state for state in _STATES_ZH if state != "read"]
    others = sorted(
        {(order.index(row.state), row.state, row.outcome) for row in rows if row.state != "read"},
        key=lambda one: (one[0], one[2] or ""),
    )
    return ListDays(
        store=rows[0].store,
        chart=rows[0].chart,
        every=_EVERY_ZH[rows[0].every],
        span=_span(rows[0].as_of_date, rows[-1].as_of_date),
        n_read=f"{counted['read']} / {len(rows) - counted['not_due']}",
        last="—" if last is None else f"{last.as_of_date}，{last.n_rows} 行",
        gaps=tuple(
            _title(state, outcome)
            + "："
            + _days([row.as_of_date for row in rows if (row.state, row.outcome) == (state, outcome)])
            for _, state, outcome in others
        ),
    )


def _title(state: str, outcome: str | None) -> str:
    """The state, with the outcome of the fetch where that is the reason."""
    cause = f"（{outcome_zh(outcome)[0]}）" if state == "unfetched" and outcome is not None else ""
    return f"{_STATES_ZH[state]}{cause}"


def _days(days: Sequence[date]) -> str:
    """Days one after the other as a span; how many there are where that is more than one."""
    spans: list[list[date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    text = "、".join(_span(one[0], one[-1]) for one in spans)
    return f"{len(days)} 天（{text}）" if len(days) > 1 else text


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first} 至 {last}"
