"""Where an imported list comes from and how much of its day is known, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.report.records import ImportRow, RankRow, Survey


def list_day(survey: Survey, row: RankRow) -> str:
    """The day of a list as far as it is known: an imported one may be of a month or a year."""
    precision = next((one.date_precision for one in _imports(survey, row)), "day")
    text = row.as_of_date.isoformat()
    return {"day": text, "month": text[:7], "year": f"{text[:4]} 年（具体日期不详）"}[precision]


def sources_zh(survey: Survey, row: RankRow) -> tuple[str, ...]:
    """The source of an imported list; none of one that was read."""
    return tuple(source_zh(one) for one in _imports(survey, row))


def source_zh(one: ImportRow) -> str:
    """Source, file and the beginning of its digest."""
    return f"{one.source}（文件 {one.file_name}，SHA-256 {one.sha256[:12]}…）"


def _imports(survey: Survey, row: RankRow) -> list[ImportRow]:
    return [
        one
        for one in survey.imports
        if (one.store, one.chart) == (row.store, row.chart)
        and one.is_ranked
        and one.first_date <= row.as_of_date <= one.last_date
    ]
