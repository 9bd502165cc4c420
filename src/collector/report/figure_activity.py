"""Figure 2-3 of the 2018 report, recomputed: the rank of each bank's best-placed app, one figure a list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import altair as alt

from collector.report.figure import GRID, INK, Figure
from collector.report.wording import BANK_TYPES_EN, BANK_TYPES_ZH
from collector.words import BankType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.report.records import BankRow, RankRow, Survey

COLOURS: dict[str, str] = {
    BankType.LARGE: "#b23a48",
    BankType.JOINT_STOCK: "#e07a1f",
    BankType.CITY: "#4c86b5",
    BankType.RURAL: "#3f8f5b",
    BankType.PRIVATE: "#7d5ba6",
    BankType.OTHER: "#8a8f98",
}
OWN, INHERITED = "本行 APP", "沿用省级农信 APP"


def lists_read(survey: Survey) -> tuple[tuple[RankRow, ...], ...]:
    """The rank rows of each store list, on its latest day, in order of store and chart."""
    latest = {(row.store, row.chart): row.as_of_date for row in survey.ranks}
    return tuple(
        tuple(
            row
            for row in survey.ranks
            if (row.store, row.chart, row.as_of_date) == (store, chart, as_of_date)
        )
        for (store, chart), as_of_date in latest.items()
    )


def activity_figures(survey: Survey) -> Iterator[Figure]:
    """One figure for each list in which at least one bank is listed; lists are never added together."""
    banks = {bank.bank_id: bank for bank in survey.banks}
    for rows in lists_read(survey):
        listed = sorted(
            ((row.best_rank, row.bank_id, row) for row in rows if row.best_rank is not None),
            key=lambda one: one[:2],
        )
        if listed:
            yield _figure([(banks[bank_id], row) for _, bank_id, row in listed], rows)


def list_name(row: RankRow) -> str:
    """The list as a file name: ``app_activity_<store>_<chart>``."""
    return re.sub(r"[^a-z0-9]+", "_", f"app_activity_{row.store}_{row.chart}".lower())


def _figure(listed: list[tuple[BankRow, RankRow]], rows: tuple[RankRow, ...]) -> Figure:
    first = rows[0]
    depth = max((row.observed_depth or 0 for row in rows), default=0)
    n_unlisted = sum(row.state == "not_listed" for row in rows)
    n_unknown = sum(row.state == "unknown" for row in rows)
    day = first.as_of_date.isoformat()
    title_en = f"Rank of each bank's best-placed app: {first.store}, {first.chart}, {day}, depth {depth}"
    return Figure(
        name=list_name(first),
        title_zh="图 2-3 银行财务类 APP 活跃度排名",
        title_en=title_en,
        caption_zh=(
            f"{first.store} 商店 {first.chart} 榜，{day}，观察深度为前 {depth} 名。"
            "每家银行只取排名最靠前的 APP；"
            f"上榜 {len(listed)} 家，未进入前 {depth} 名 {n_unlisted} 家，未知 {n_unknown} 家。"
            "排名轴为对数刻度，越靠右排名越前；菱形表示沿用省级农信机构的 APP。"
        ),
        alt_en=_alt(listed, first, depth, n_unlisted, n_unknown),
        spec=_spec(listed, depth, f"银行财务类 APP 活跃度排名（{day}，前 {depth} 名）", title_en),
    )


def _spec(listed: list[tuple[BankRow, RankRow]], depth: int, title: str, title_en: str) -> dict[str, object]:
    ranks = [row.best_rank or 0 for _, row in listed]
    furthest = max(depth, *ranks)
    names = Counter(bank.short_name_zh for bank, _ in listed)
    values = [_values(bank, row, furthest, is_shared=names[bank.short_name_zh] > 1) for bank, row in listed]
    types = [kind for kind in COLOURS if any(bank.bank_type == kind for bank, _ in listed)]
    base = alt.Chart(alt.InlineData(values=values))
    place = alt.Y(
        "bank:N",
        sort=[str(one["bank"]) for one in values],
        title=None,
        axis=alt.Axis(labelFontSize=13, labelLimit=240),
    )
    scale = alt.Scale(type="log", domain=[1, furthest], reverse=True, nice=False)
    ticks = [tick for tick in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if tick <= furthest]
    axis = alt.Axis(values=ticks, format="d", title="排名（对数刻度，右端为第 1 名）", gridDash=[2, 3])
    colour = alt.Color(
        "type:N",
        scale=alt.Scale(
            domain=[BANK_TYPES_ZH[kind] for kind in types], range=[COLOURS[kind] for kind in types]
        ),
        legend=alt.Legend(title=None, orient="top", symbolType="circle", labelLimit=240, offset=8),
    )
    owners = [owner for owner in (OWN, INHERITED) if any(one["owner"] == owner for one in values)]
    shapes = {OWN: "circle", INHERITED: "diamond"}
    shape = alt.Shape(
        "owner:N",
        scale=alt.Scale(domain=owners, range=[shapes[owner] for owner in owners]),
        legend=alt.Legend(title=None, orient="top", labelLimit=240, offset=8),
    )
    lines = base.mark_rule(color=GRID, strokeWidth=2).encode(
        x=alt.X("rank:Q", scale=scale, axis=axis), x2="end:Q", y=place
    )
    points = base.mark_point(filled=True, size=120, opacity=1).encode(
        x=alt.X("rank:Q", scale=scale), y=place, color=colour, shape=shape
    )
    labels = base.mark_text(align="left", dx=10, fontSize=12, color=INK).encode(
        x=alt.X("rank:Q", scale=scale), y=place, text="rank:Q"
    )
    chart = alt.layer(lines, points, labels).properties(
        width=560, height=alt.Step(24), title=alt.Title(title, subtitle=title_en)
    )
    spec: dict[str, object] = chart.to_dict()
    return spec


def _values(bank: BankRow, row: RankRow, furthest: int, *, is_shared: bool) -> dict[str, str | int | None]:
    """``is_shared``: another listed bank has the same short name."""
    return {
        "bank": f"{bank.short_name_zh}（{bank.bank_id}）" if is_shared else bank.short_name_zh,
        "type": BANK_TYPES_ZH[bank.bank_type],
        "rank": row.best_rank,
        "end": furthest,
        "owner": INHERITED if row.is_inherited else OWN,
    }


def _alt(
    listed: list[tuple[BankRow, RankRow]], first: RankRow, depth: int, n_unlisted: int, n_unknown: int
) -> str:
    parts = [
        f"{bank.name_en or bank.short_name_zh} ({BANK_TYPES_EN[bank.bank_type]}) {row.best_rank}"
        + (" with its union's app" if row.is_inherited else "")
        for bank, row in listed
    ]
    return (
        f"Dot plot of the best app rank of {len(listed)} listed banks, {first.store} {first.chart}, "
        f"{first.as_of_date.isoformat()}, list depth {depth}, best first. {'; '.join(parts)}. "
        f"Not within the list: {n_unlisted}; unknown: {n_unknown}."
    )
