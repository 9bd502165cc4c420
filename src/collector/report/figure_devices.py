"""Monthly devices of banks' mobile apps over the years, with the months whose base the publisher restated."""

from __future__ import annotations

import math
import re
from itertools import groupby
from typing import TYPE_CHECKING

import altair as alt

from collector.report.figure import INK, PUBLISHED, Figure
from collector.report.figure_activity import COLOURS
from collector.report.wording import BANK_TYPES_ZH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from collector.report.records import BankRow, DevicesRow, Survey

    Point = dict[str, str | int | float]

WIDTH, HEIGHT, LABEL_GAP = 620, 480, 15
"""Size of the plot and least distance between two names beside it, in pixels."""
MOBILE = "mobile_bank"
TICKS = (100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000)


def devices_name(row: DevicesRow) -> str:
    """The table as a file name: ``app_devices_<store>_<chart>``."""
    return re.sub(r"[^a-z0-9]+", "_", f"app_devices_{row.store}_{row.chart}".lower())


def devices_figures(survey: Survey) -> Iterator[Figure]:
    """One figure for each table with a mobile app of a bank; other kinds stand in the page's table."""
    banks = {bank.bank_id: bank for bank in survey.banks}
    for _, group in groupby(survey.devices, key=lambda row: (row.store, row.chart)):
        rows = [row for row in group if row.app_kind == MOBILE and row.owner_id in banks]
        if any(row.n_devices_wan for row in rows):
            yield _figure(rows, banks)


def _figure(rows: list[DevicesRow], banks: dict[str, BankRow]) -> Figure:
    first = rows[0]
    apps = [list(group) for _, group in groupby(rows, key=lambda row: row.app_id)]
    begin, end = min(row.month for row in rows), max(row.month for row in rows)
    missing = sorted({_month(row.month) for row in rows if row.state == "month_missing"})
    breaks = sorted((row.month, row.app_name) for row in rows if row.is_break)
    broken = "、".join(f"{name} {_month(month)}" for month, name in breaks) or "无"
    title_en = f"Monthly devices of bank apps, {_month(begin)} to {_month(end)}: {first.store}"
    return Figure(
        name=devices_name(first),
        title_zh="银行 APP 月独立设备数",
        title_en=title_en,
        caption_zh=(
            f"{first.store} 公布，{_month(begin)} 至 {_month(end)}，手机银行类 APP {len(apps)} 个，对数刻度。"
            f"菱形为基数调整：公布环比与计算环比相差超过 1 个百分点（{broken}），前后不可比，折线断开。"
            f"缺失月份：{'、'.join(missing) or '无'}。"
        ),
        alt_en=_alt(apps, banks, breaks, missing),
        spec=_spec(apps, banks, title_en),
    )


def _spec(apps: list[list[DevicesRow]], banks: dict[str, BankRow], title_en: str) -> dict[str, object]:
    lines = [point for app in apps for point in _points(app, banks)]
    numbers = [float(point["devices"]) for point in lines]
    low, high = min(numbers) * 0.9, max(numbers) * 1.1
    names = _names(apps, banks, low, high)
    types = [kind for kind in COLOURS if any(banks[app[0].owner_id].bank_type == kind for app in apps)]
    years = sorted({math.floor(float(point["time"])) for point in lines})
    x = alt.X(
        "time:Q",
        title=None,
        scale=alt.Scale(domain=[years[0], years[-1] + 1], nice=False),
        axis=alt.Axis(values=[*years, years[-1] + 1], format="d", gridDash=[2, 3]),
    )
    y = alt.Y(
        "devices:Q",
        title="月独立设备数（万台，对数刻度）",
        scale=alt.Scale(type="log", domain=[low, high], nice=False),
        axis=alt.Axis(values=[tick for tick in TICKS if low <= tick <= high], format=",d", grid=True),
    )
    colour = alt.Color(
        "type:N",
        scale=alt.Scale(
            domain=[BANK_TYPES_ZH[kind] for kind in types], range=[COLOURS[kind] for kind in types]
        ),
        legend=alt.Legend(title=None, orient="top", symbolType="stroke", labelLimit=240, offset=8),
    )
    drawn = alt.Chart(alt.InlineData(values=lines)).mark_line(
        strokeWidth=1.8, point=alt.OverlayMarkDef(size=6)
    )
    restated = alt.Chart(alt.InlineData(values=[point for point in lines if point["is_break"]]))
    named = alt.Chart(alt.InlineData(values=names))
    chart = alt.layer(
        drawn.encode(x=x, y=y, color=colour, detail="part:N"),
        restated.mark_point(shape="diamond", filled=True, size=110, opacity=1, color=PUBLISHED).encode(
            x=x, y=y
        ),
        named.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(x=x, y=y, text="app:N"),
    ).properties(
        width=WIDTH,
        height=HEIGHT,
        title=alt.Title("银行 APP 月独立设备数（菱形：基数调整）", subtitle=title_en),
    )
    spec: dict[str, object] = chart.to_dict()
    return spec


def _points(app: list[DevicesRow], banks: dict[str, BankRow]) -> Iterator[Point]:
    """The given months; a new part of the line begins after a gap and at a break."""
    part = 0
    is_gap = False
    for row in app:
        if row.n_devices_wan is None:
            is_gap = True
            continue
        part += is_gap or bool(row.is_break)
        is_gap = False
        yield {
            "app": row.app_name,
            "part": f"{row.app_id} {part}",
            "type": BANK_TYPES_ZH[banks[row.owner_id].bank_type],
            "time": _time(row.month),
            "devices": row.n_devices_wan,
            "is_break": int(bool(row.is_break)),
        }


def _names(apps: list[list[DevicesRow]], banks: dict[str, BankRow], low: float, high: float) -> list[Point]:
    """A name at the end of each line; names at the last month keep their distance, from the top down."""
    step = math.log10(high / low) / HEIGHT * LABEL_GAP
    end = max(row.month for app in apps for row in app)
    lasts = [next(row for row in reversed(app) if row.n_devices_wan) for app in apps]
    names: list[Point] = []
    above = math.inf
    for row in sorted(lasts, key=lambda row: (-(row.n_devices_wan or 0), row.app_id)):
        at = math.log10(row.n_devices_wan or 1)
        if row.month == end:
            above = at = min(at, above - step)
        name = banks[row.owner_id].short_name_zh
        names.append({"app": name, "time": _time(row.month), "devices": round(10**at, 2)})
    return names


def _alt(
    apps: list[list[DevicesRow]],
    banks: dict[str, BankRow],
    breaks: list[tuple[date, str]],
    missing: list[str],
) -> str:
    parts = []
    for app in apps:
        given = [row for row in app if row.n_devices_wan is not None]
        bank = banks[app[0].owner_id]
        name = bank.name_en or bank.short_name_zh
        parts.append(
            f"{name} {given[0].n_devices_wan} ({_month(given[0].month)}) to {given[-1].n_devices_wan} "
            f"({_month(given[-1].month)})"
        )
    return (
        f"Line chart of monthly devices in units of 10,000, one line for each of {len(apps)} bank apps. "
        f"{'; '.join(parts)}. Restated bases: {len(breaks)}. Missing months: {', '.join(missing) or 'none'}."
    )


def _time(month: date) -> float:
    return round(month.year + (month.month - 1) / 12, 4)


def _month(month: date) -> str:
    return month.isoformat()[:7]
