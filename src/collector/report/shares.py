"""Tables of shares, ready to print: scenarios, business lines by channel, channels by segment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.report.funnel import Group, Named, named
from collector.report.numbers import determined, percent, percent_range, published
from collector.report.wording import ANY_CHANNEL_ZH, reason_zh
from collector.words import ANY_CHANNEL, SEGMENTS, ItemKind

if TYPE_CHECKING:
    from collector.report.records import ItemRow, SegmentRow, ShareRow, Survey

LINE_CHANNELS = (ANY_CHANNEL, "web_bank", "mobile_bank", "wechat_bank", "direct_bank")


@dataclass(frozen=True, slots=True)
class Share:
    """One cell: the share with its counts, bounds, 95 % interval and the 2018 value."""

    value: str
    determined: str
    bounds: str
    interval: str
    n_unknown: int
    published: str


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A line: an item, one cell a column (None: the warehouse has no such row), and the banks in unknown."""

    title: str
    title_en: str
    is_leaf: bool
    cells: tuple[Share | None, ...]
    unknown: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ShareTable:
    """Column titles and lines. The unknown banks of a line are those of its item over any channel."""

    columns: tuple[str, ...]
    lines: tuple[ShareLine, ...]


def main_segment(survey: Survey) -> SegmentRow | None:
    """The segment the report is about: small and medium banks, or all where the wave has none of those."""
    with_banks = {row.segment for row in survey.coverage if row.n_banks > 0}
    by_id = {segment.segment: segment for segment in survey.segments if segment.segment in with_banks}
    return by_id.get("small_and_medium") or by_id.get("all")


def coverage_table(survey: Survey, segment: SegmentRow) -> ShareTable:
    """Categories, each followed by its leaves, over any channel, for one segment."""
    rows = {
        (row.item_kind, row.item_id): row
        for row in survey.coverage
        if row.segment == segment.segment and row.channel_id == ANY_CHANNEL
    }
    leaves = survey.of_kind(ItemKind.SCENARIO)
    items = [
        item
        for category in survey.of_kind(ItemKind.CATEGORY)
        for item in (category, *(leaf for leaf in leaves if leaf.parent_id == category.item_id))
    ]
    lines = [_line(survey, segment, item, (rows.get((item.item_kind, item.item_id)),)) for item in items]
    return ShareTable((segment.title_zh,), tuple(lines))


def table_by_segment(
    survey: Survey, segment: SegmentRow, rows: tuple[ShareRow, ...], kind: ItemKind
) -> ShareTable:
    """One line an item of ``kind``, one column a segment that has banks, over any channel.

    The unknown banks named are those of ``segment``.
    """
    here = {
        (row.item_id, row.segment): row
        for row in rows
        if row.item_kind == kind and row.channel_id == ANY_CHANNEL and row.n_banks > 0
    }
    with_banks = {segment_id for _, segment_id in here}
    columns = [column for column in survey.segments if column.segment in with_banks]
    lines = [
        _line(survey, segment, item, tuple(here.get((item.item_id, column.segment)) for column in columns))
        for item in survey.of_kind(kind)
    ]
    return ShareTable(tuple(column.title_zh for column in columns), tuple(lines))


def table_by_channel(survey: Survey, segment: SegmentRow) -> ShareTable:
    """One line a business line, one column a channel, for one segment."""
    rows = {(row.item_id, row.channel_id): row for row in survey.lines if row.segment == segment.segment}
    lines = [
        _line(survey, segment, item, tuple(rows.get((item.item_id, channel)) for channel in LINE_CHANNELS))
        for item in survey.of_kind(ItemKind.BUSINESS_LINE)
    ]
    return ShareTable(channel_columns(survey), tuple(lines))


def channel_columns(survey: Survey) -> tuple[str, ...]:
    """Titles of :data:`LINE_CHANNELS`."""
    titles = {item.item_id: item.title_zh for item in survey.of_kind(ItemKind.CHANNEL)}
    titles[ANY_CHANNEL] = ANY_CHANNEL_ZH
    return tuple(titles.get(channel, channel) for channel in LINE_CHANNELS)


def _line(survey: Survey, segment: SegmentRow, item: ItemRow, rows: tuple[ShareRow | None, ...]) -> ShareLine:
    return ShareLine(
        title=item.title_zh,
        title_en=item.title_en,
        is_leaf=item.item_kind == ItemKind.SCENARIO,
        cells=tuple(_share(row) for row in rows),
        unknown=_unknown_banks(survey, segment, item),
    )


def _share(row: ShareRow | None) -> Share | None:
    if row is None or row.n_banks == 0:
        return None
    return Share(
        value=percent(row.value),
        determined=determined(row),
        bounds=percent_range(row.low, row.high),
        interval=percent_range(row.ci_low, row.ci_high),
        n_unknown=row.n_unknown,
        published=published(row.published_2018, row.published_qualifier),
    )


def _unknown_banks(survey: Survey, segment: SegmentRow, item: ItemRow) -> tuple[Group, ...]:
    """Banks of a segment whose answer is unknown, by reason."""
    banks = {bank.bank_id: bank for bank in survey.banks if bank.bank_type in SEGMENTS[segment.segment]}
    groups: dict[str, list[Named]] = defaultdict(list)
    for row in survey.unknowns.get((item.item_kind, item.item_id), ()):
        if row.bank_id in banks:
            groups[reason_zh(row.reason)].append(named(banks[row.bank_id]))
    return tuple(Group(reason, "", tuple(members)) for reason, members in sorted(groups.items()))
