"""Figure 2-1 of the 2018 report, recomputed: coverage of the nine scenario categories with its bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from collector.report.figure import BAR, INK, PUBLISHED, RANGE, Figure
from collector.report.numbers import (
    SPACE,
    UNKNOWN_ZH,
    determined,
    is_lower_bound,
    percent,
    percent_range,
    published,
)
from collector.words import ANY_CHANNEL, ItemKind

if TYPE_CHECKING:
    from collector.report.records import ItemRow, SegmentRow, ShareRow, Survey

SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1]
PERCENT = f"format(datum.value * 100, 'd') + '{SPACE}%'"
KEYS = ("覆盖率（有答案的银行中）", "上下限（未知全无～全有）", "2018 年报告公布值（三角：高于）")


def coverage_figure(survey: Survey, segment: SegmentRow) -> Figure | None:
    """The figure for one segment; None when the warehouse has no coverage of its banks."""
    rows = {
        row.item_id: row
        for row in survey.coverage
        if row.segment == segment.segment
        and row.channel_id == ANY_CHANNEL
        and row.item_kind == ItemKind.CATEGORY
        and row.n_banks > 0
    }
    pairs = [(item, rows[item.item_id]) for item in survey.of_kind(ItemKind.CATEGORY) if item.item_id in rows]
    if not pairs:
        return None
    n_banks = pairs[0][1].n_banks
    title = f"{segment.title_zh}金融场景覆盖率"
    title_en = f"Scenario coverage, {segment.title_en}, {n_banks} banks"
    return Figure(
        name="scenario_coverage",
        title_zh=f"图 2-1 {title}",
        title_en=title_en,
        caption_zh=(
            f"统计 {n_banks} 家银行。条形为有结论的银行中支持该场景的占比，右侧括号为“支持数/有结论数”；"
            "横线两端是把未知银行全部算作不支持、全部算作支持时的占比；"
            "菱形为 2018 年报告公布值（121 家中小银行），报告只称“超过”的画作向右三角。"
        ),
        alt_en=_alt(segment, pairs),
        spec=_spec(f"{title}（{n_banks} 家）", title_en, pairs),
    )


def _spec(title: str, title_en: str, pairs: list[tuple[ItemRow, ShareRow]]) -> dict[str, object]:
    base = alt.Chart(alt.InlineData(values=[_values(item, row) for item, row in pairs]))
    place = alt.Y(
        "title:N",
        sort=[item.title_zh for item, _ in pairs],
        title=None,
        axis=alt.Axis(labelFontSize=14, labelLimit=240),
    )
    colour = alt.Scale(domain=list(KEYS), range=[BAR, RANGE, PUBLISHED])
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", symbolOpacity=1, labelLimit=320, offset=8
    )
    share = alt.Scale(domain=[0, 1])
    axis = alt.Axis(values=SHARES, labelExpr=PERCENT, title="银行占比", gridDash=[2, 3])
    bars = base.mark_bar(height=18, opacity=1).encode(
        x=alt.X("value:Q", scale=share, axis=axis),
        y=place,
        color=alt.Color("key_value:N", scale=colour, legend=legend),
    )
    bounds = base.mark_rule(strokeWidth=2, opacity=1).encode(
        x="low:Q", x2="high:Q", y=place, color=alt.Color("key_bounds:N", scale=colour)
    )
    ends = [
        base.mark_tick(thickness=2, size=14, opacity=1).encode(
            x=f"{end}:Q", y=place, color=alt.Color("key_bounds:N", scale=colour)
        )
        for end in ("low", "high")
    ]
    known = base.transform_filter("datum.published != null").mark_point(
        filled=True, size=110, opacity=1, stroke="white", strokeWidth=1
    )
    markers = known.encode(
        x="published:Q",
        y=place,
        color=alt.Color("key_published:N", scale=colour),
        shape=alt.Shape(
            "is_bound:N",
            scale=alt.Scale(domain=[False, True], range=["diamond", "triangle-right"]),
            legend=None,
        ),
    )
    labels = base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(
        x=alt.datum(1), y=place, text="label:N"
    )
    chart = alt.layer(bars, bounds, *ends, markers, labels).properties(
        width=520, height=alt.Step(34), title=alt.Title(title, subtitle=title_en)
    )
    spec: dict[str, object] = chart.to_dict()
    return spec


def _values(item: ItemRow, row: ShareRow) -> dict[str, object]:
    return {
        "title": item.title_zh,
        "value": _number(row.value),
        "low": _number(row.low),
        "high": _number(row.high),
        "published": _number(row.published_2018),
        "is_bound": is_lower_bound(row.published_qualifier),
        "label": f"{percent(row.value)}（{determined(row)}）",
        **dict(zip(("key_value", "key_bounds", "key_published"), KEYS, strict=True)),
    }


def _number(share: object) -> float | None:
    return None if share is None else float(str(share))


def _alt(segment: SegmentRow, pairs: list[tuple[ItemRow, ShareRow]]) -> str:
    parts = [f"{item.title_en} {_share_en(row)}" for item, row in pairs]
    return (
        f"Horizontal bar chart: share of {pairs[0][1].n_banks} banks ({segment.title_en}) that offer each of "
        f"{len(pairs)} scenario categories, with bounds. {'; '.join(parts)}."
    )


def _share_en(row: ShareRow) -> str:
    value = "unknown" if row.value is None else f"{percent(row.value)} ({determined(row)})"
    parts = [f"{value}, bounds {percent_range(row.low, row.high)}"]
    if row.published_2018 is not None:
        parts.append(f"published 2018: {published(row.published_2018, row.published_qualifier)}")
    return ", ".join(parts).replace(UNKNOWN_ZH, "unknown")
