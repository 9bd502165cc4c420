"""Monthly devices of bank apps, ready to print: the last month, both growths, and breaks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from collector.report.figure_devices import devices_name
from collector.report.imported import source_zh
from collector.report.movement import KINDS_ZH

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from collector.report.records import DevicesRow, Survey


@dataclass(frozen=True, slots=True)
class DevicesLine:
    """One app: its devices in the last month and what is to be known of the months before."""

    app: str
    kind: str
    bank: str
    last: str
    published: str
    computed: str
    year: str
    months: str
    breaks: str


@dataclass(frozen=True, slots=True)
class DevicesTable:
    """The apps of one table of a third party; ``name`` is the name of its figure."""

    name: str
    store: str
    chart: str
    first_month: str
    last_month: str
    missing: tuple[str, ...]
    lines: tuple[DevicesLine, ...]
    sources: tuple[str, ...]


def device_tables(survey: Survey) -> tuple[DevicesTable, ...]:
    """One record a store and list; tables of different stores are never added together."""
    return tuple(
        _table(survey, list(rows))
        for _, rows in groupby(survey.devices, key=lambda row: (row.store, row.chart))
    )


def _table(survey: Survey, rows: list[DevicesRow]) -> DevicesTable:
    first = rows[0]
    last = max(row.month for row in rows)
    apps = [list(group) for _, group in groupby(rows, key=lambda row: row.app_id)]
    apps.sort(key=lambda app: (-(app[-1].n_devices_wan or 0), app[0].app_id))
    names = {bank.bank_id: bank.short_name_zh for bank in survey.banks}
    files = {source_zh(one) for one in survey.imports if (one.store, one.chart) == (first.store, first.chart)}
    return DevicesTable(
        name=devices_name(first),
        store=first.store,
        chart=first.chart,
        first_month=_month(min(row.month for row in rows)),
        last_month=_month(last),
        missing=tuple(sorted({_month(row.month) for row in rows if row.state == "month_missing"})),
        lines=tuple(_line(app, names) for app in apps),
        sources=tuple(sorted(files)),
    )


def _line(app: list[DevicesRow], names: dict[str, str]) -> DevicesLine:
    last = app[-1]
    return DevicesLine(
        app=last.app_name,
        kind=KINDS_ZH[last.app_kind],
        bank=names.get(last.owner_id, last.owner_id),
        last="未列出" if last.n_devices_wan is None else f"{last.n_devices_wan:,}",
        published=_percent(last.published_growth_percent),
        computed=_percent(last.computed_growth_percent),
        year=_year(app),
        months=str(sum(row.state == "given" for row in app)),
        breaks="；".join(
            f"{_month(row.month)}（公布 {_percent(row.published_growth_percent)}，"
            f"计算 {_percent(row.computed_growth_percent)}）"
            for row in app
            if row.is_break
        )
        or "—",
    )


def _year(app: list[DevicesRow]) -> str:
    """Growth of the last month against twelve months before; not across a break."""
    last = app[-1]
    before = next(
        (row for row in app if row.month == last.month.replace(year=last.month.year - 1)),
        None,
    )
    if before is None or not before.n_devices_wan or last.n_devices_wan is None:
        return "—"
    if any(row.is_break for row in app if row.month > before.month):
        return "基数调整，不可比"
    share = (last.n_devices_wan - before.n_devices_wan) / before.n_devices_wan
    return f"{share * 100:+.1f} %"


def _percent(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:+.2f} %"


def _month(month: date) -> str:
    return month.isoformat()[:7]
