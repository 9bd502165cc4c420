"""Figure 2-3 of the 2018 report, recomputed: the rank of each bank's best-placed app, one figure a list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import altair as alt

from collector.report.figure import GRID, INK, PUBLISHED, Figure
from collector.report.imported import list_day
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
MANY_MEMBERS = 5
"""From more members than this that share a union's app, they stand in one line, as in the 2018 report."""


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
    printed = {
        (one.store, one.chart, one.as_of_date, one.bank_id): one.published_2018_rank
        for one in survey.movements
    }
    for rows in lists_read(survey):
        listed = sorted(
            ((row.best_rank, row.bank_id, row) for row in rows if row.best_rank is not None),
            key=lambda one: one[:2],
        )
        if listed:
            key = (rows[0].store, rows[0].chart, rows[0].as_of_date)
            published = {row.bank_id: printed.get((*key, row.bank_id)) for row in rows}
            day = list_day(survey, rows[0])
            yield _figure([(banks[bank_id], row) for _, bank_id, row in listed], rows, day, published)


def list_name(row: RankRow) -> str:
    """The list as a file name: ``app_activity_<store>_<chart>``."""
    return re.sub(r"[^a-z0-9]+", "_", f"app_activity_{row.store}_{row.chart}".lower())


def fold_members(
    listed: list[tuple[BankRow, RankRow]],
) -> list[tuple[BankRow, RankRow, int]]:
    """Listed banks with 1, or the first of many members with how many share its union's app."""
    n_members = Counter(row.best_rank for _, row in listed if row.is_inherited)
    folded: list[tuple[BankRow, RankRow, int]] = []
    seen: set[int | None] = set()
    for bank, row in listed:
        n = n_members[row.best_rank] if row.is_inherited else 1
        if n <= MANY_MEMBERS:
            folded.append((bank, row, 1))
        elif row.best_rank not in seen:
            seen.add(row.best_rank)
            folded.append((bank, row, n))
    return folded


def types_zh(listed: list[tuple[BankRow, RankRow]]) -> str:
    """How many listed banks there are of each type, in words."""
    counts = Counter(bank.bank_type for bank, _ in listed)
    return "、".join(f"{BANK_TYPES_ZH[kind]} {counts[kind]} 家" for kind in COLOURS if counts[kind])


def _figure(
    listed: list[tuple[BankRow, RankRow]],
    rows: tuple[RankRow, ...],
    day: str,
    published: dict[str, int | None],
) -> Figure:
    first = rows[0]
    depth = max((row.observed_depth or 0 for row in rows), default=0)
    n_unlisted = sum(row.state == "not_listed" for row in rows)
    n_unknown = sum(row.state == "unknown" for row in rows)
    n_apps = len({row.best_rank for _, row in listed})
    day_en = day.partition(" ")[0]
    title_en = f"Rank of each bank's best-placed app: {first.store}, {first.chart}, {day_en}, depth {depth}"
    return Figure(
        name=list_name(first),
        title_zh="图 2-3 银行财务类 APP 活跃度排名",
        title_en=title_en,
        caption_zh=(
            f"{first.store} 商店 {first.chart} 榜，{day}，观察深度为前 {depth} 名。"
            "每家银行只取排名最靠前的 APP；"
            f"上榜 {len(listed)} 家（{n_apps} 个 APP，共用的计为一个），"
            f"未进入前 {depth} 名 {n_unlisted} 家，未知 {n_unknown} 家。"
            f"上榜银行中{types_zh(listed)}。"
            "排名轴为对数刻度，越靠右排名越前；菱形表示沿用省级农信机构的 APP，成员行超过 "
            f"{MANY_MEMBERS} 家时合为一行；竖线为 2018 年报告公布的排名，来自另一榜单。"
        ),
        alt_en=_alt(listed, first, day_en, depth, n_unlisted, n_unknown),
        spec=_spec(listed, depth, published, f"银行财务类 APP 活跃度排名（{day}，前 {depth} 名）", title_en),
    )


def _spec(
    listed: list[tuple[BankRow, RankRow]],
    depth: int,
    published: dict[str, int | None],
    title: str,
    title_en: str,
) -> dict[str, object]:
    folded = fold_members(listed)
    ranks = [row.best_rank or 0 for _, row in listed]
    printed = [published.get(row.bank_id) or 0 for _, row, _ in folded]
    furthest = max(depth, *ranks, *printed)
    names = Counter(bank.short_name_zh for bank, _ in listed)
    values = [
        _values(bank, row, furthest, n_members, is_shared=names[bank.short_name_zh] > 1)
        | ({"published": rank} if rank else {})
        for (bank, row, n_members), rank in zip(folded, printed, strict=True)
    ]
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
    layers = [lines, points, labels]
    if any(printed):
        layers.append(
            base.transform_filter("datum.published > 0")
            .mark_tick(color=PUBLISHED, thickness=3, height=18, opacity=1)
            .encode(x=alt.X("published:Q", scale=scale), y=place)
        )
    chart = alt.layer(*layers).properties(
        width=560, height=alt.Step(24), title=alt.Title(title, subtitle=title_en)
    )
    spec: dict[str, object] = chart.to_dict()
    return spec


def _values(
    bank: BankRow, row: RankRow, furthest: int, n_members: int, *, is_shared: bool
) -> dict[str, str | int | None]:
    """``is_shared``: another listed bank has the same short name; ``n_members`` share a union's app."""
    name = f"{bank.short_name_zh}（{bank.bank_id}）" if is_shared else bank.short_name_zh
    return {
        "bank": name if n_members == 1 else f"{row.app_name}（{n_members} 家成员行）",
        "type": BANK_TYPES_ZH[bank.bank_type],
        "rank": row.best_rank,
        "end": furthest,
        "owner": INHERITED if row.is_inherited else OWN,
    }


def _alt(
    listed: list[tuple[BankRow, RankRow]],
    first: RankRow,
    day: str,
    depth: int,
    n_unlisted: int,
    n_unknown: int,
) -> str:
    parts = [
        f"{bank.name_en or bank.short_name_zh} ({BANK_TYPES_EN[bank.bank_type]}) {row.best_rank}"
        + (" with its union's app" if row.is_inherited else "")
        + (f", as {n_members - 1} more members" if n_members > 1 else "")
        for bank, row, n_members in fold_members(listed)
    ]
    return (
        f"Dot plot of the best app rank of {len(listed)} listed banks, {first.store} {first.chart}, "
        f"{day}, list depth {depth}, best first. {'; '.join(parts)}. "
        f"Not within the list: {n_unlisted}; unknown: {n_unknown}."
    )
