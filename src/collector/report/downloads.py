"""What each store counts for each app of a bank, ready to print: numbers as published, never added."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from collector.report.movement import KINDS_ZH

if TYPE_CHECKING:
    from datetime import date

    from collector.report.records import BankRow, DownloadsRow, Survey

_PLATFORMS_ZH = {"ios": "iOS", "android": "安卓", "harmony": "鸿蒙"}
_NO_GROWTH_ZH = {
    "not_given": "—",
    "saturated": "计数到顶，不可比",
    "first_reading": "首次读取",
    "exact_and_rounded": "一为约数，不可比",
}


@dataclass(frozen=True, slots=True)
class DownloadsLine:
    """One app in one store, in words."""

    store: str
    app: str
    code: str
    kind: str
    bank: str
    platform: str
    day: str
    downloads: str
    growth: str
    rating: str
    n_ratings: str
    updated: str


@dataclass(frozen=True, slots=True)
class DownloadsTable:
    """The apps of one store; the most downloaded, else the most rated first."""

    store: str
    lines: tuple[DownloadsLine, ...]


def downloads_tables(survey: Survey) -> tuple[DownloadsTable, ...]:
    """One record a store: counts of different stores are never added, averaged or ordered together."""
    names = {bank.bank_id: bank.short_name_zh for bank in survey.banks}
    return tuple(
        DownloadsTable(store, tuple(_line(row, names) for row in sorted(rows, key=_order)))
        for store, rows in groupby(survey.downloads, key=lambda row: row.store)
    )


def downloads_of(survey: Survey, bank: BankRow) -> tuple[DownloadsLine, ...]:
    """The apps of one bank and of its union, store by store."""
    names = {bank.bank_id: bank.short_name_zh}
    owners = {bank.bank_id, bank.union_id}
    return tuple(_line(row, names) for row in survey.downloads if row.owner_id in owners)


def _order(row: DownloadsRow) -> tuple[int, int, str, str]:
    return -(row.n_downloads or 0), -(row.n_ratings or 0), row.store_app_code, row.platform


def _line(row: DownloadsRow, names: dict[str, str]) -> DownloadsLine:
    bank = names.get(row.owner_id, row.owner_id)
    return DownloadsLine(
        store=row.store,
        app=row.app_name,
        code=row.store_app_code,
        kind=KINDS_ZH.get(row.app_kind or "", "—"),
        bank=f"{bank}（省级农信，本期 {row.n_banks_served} 家）" if row.is_of_union else bank,
        platform=_PLATFORMS_ZH[row.platform],
        day=row.as_of_date.isoformat(),
        downloads=_downloads(row) + _earlier(row, row.downloads_date),
        growth=_growth(row),
        rating=("—" if row.rating is None else f"{row.rating:g}") + _earlier(row, row.ratings_date),
        n_ratings="—" if row.n_ratings is None else f"{row.n_ratings:,}",
        updated="—" if row.updated_date is None else row.updated_date.isoformat(),
    )


def _downloads(row: DownloadsRow) -> str:
    """The number as published; a rounded one as the store writes it, with the number it stands for."""
    if row.is_downloads_saturated:
        return "计数器到顶，未知"
    if row.n_downloads is None:
        return row.downloads_text or "—"
    if not row.is_downloads_rounded:
        return f"{row.n_downloads:,}"
    return (
        f"{row.downloads_text}（约 {row.n_downloads:,}）" if row.downloads_text else f"约 {row.n_downloads:,}"
    )


def _earlier(row: DownloadsRow, day: date | None) -> str:
    """The day, where it is not the last on which the store spoke of the app."""
    return "" if day in {None, row.as_of_date} else f"（{day}）"


def _growth(row: DownloadsRow) -> str:
    if row.n_downloads_growth is None:
        return _NO_GROWTH_ZH[row.no_growth_reason or "not_given"]
    about = "约 " if row.is_downloads_rounded else ""
    return f"{about}{row.n_downloads_growth:+,}（自 {row.previous_date}）"
