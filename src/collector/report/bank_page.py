"""One bank's page, ready to print: channels × business lines, scenarios with evidence, products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from collector.report.shares import LINE_CHANNELS
from collector.report.wording import ANSWERS_ZH, reason_zh
from collector.words import ANY_CHANNEL, Answer, ItemKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collector.report.records import AnswerRow, ItemRow, ProductRow, Survey

    Answers = Mapping[tuple[str, str, str], AnswerRow]

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence cut around its term, and where it was read. ``link`` is None for what is no web page."""

    before: str
    term: str
    after: str
    address: str
    link: str | None
    fetched: str
    capture_id: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: its sign, its word, why it is unknown (empty otherwise), and its evidence."""

    answer: str
    sign: str
    word: str
    reason: str
    is_inherited: bool
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its answer over any channel first, then one cell a further channel."""

    title: str
    title_en: str
    cells: tuple[Cell, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A scenario category: its own answer and its leaves."""

    line: Line
    leaves: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A product series, the channel it was found in, how often, and the first page."""

    series: str
    channel: str
    n_captures: int
    address: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why cells of the grid are unknown, and which."""

    reason: str
    cells: tuple[str, ...]


def channel_lines(survey: Survey, answers: Answers) -> tuple[Line, ...]:
    """Which channels the bank has."""
    return tuple(_line(survey, answers, item, (ANY_CHANNEL,)) for item in survey.of_kind(ItemKind.CHANNEL))


def business_lines(survey: Survey, answers: Answers) -> tuple[Line, ...]:
    """Business lines, one cell for each of ``any`` and the four online channels."""
    return tuple(
        _line(survey, answers, item, LINE_CHANNELS) for item in survey.of_kind(ItemKind.BUSINESS_LINE)
    )


def grid_reasons(columns: tuple[str, ...], lines: tuple[Line, ...]) -> tuple[Reason, ...]:
    """The reasons of the unknown cells of :func:`business_lines`, each with its lines and their columns."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        for column, cell in zip(columns, line.cells, strict=True):
            if cell.reason:
                reasons.setdefault(cell.reason, {}).setdefault(line.title, []).append(column)
    return tuple(
        Reason(
            reason,
            tuple(
                line if len(where) == len(columns) else f"{line} {'/'.join(where)}"
                for line, where in cells.items()
            ),
        )
        for reason, cells in reasons.items()
    )


def categories(survey: Survey, answers: Answers) -> tuple[Category, ...]:
    """The scenario categories with their leaves, over any channel."""
    leaves = survey.of_kind(ItemKind.SCENARIO)
    return tuple(
        Category(
            _line(survey, answers, item, (ANY_CHANNEL,)),
            tuple(
                _line(survey, answers, leaf, (ANY_CHANNEL,))
                for leaf in leaves
                if leaf.parent_id == item.item_id
            ),
        )
        for item in survey.of_kind(ItemKind.CATEGORY)
    )


def channel_titles(survey: Survey) -> dict[str, str]:
    """Chinese titles of the channels by id."""
    return {item.item_id: item.title_zh for item in survey.of_kind(ItemKind.CHANNEL)}


def products(survey: Survey, rows: tuple[ProductRow, ...]) -> tuple[Product, ...]:
    """The product series in the warehouse's order; a channel that no page states reads 未说明."""
    titles = channel_titles(survey)
    return tuple(
        Product(
            row.series, titles.get(row.channel_id, "未说明"), row.n_captures, row.url or "", web_link(row.url)
        )
        for row in rows
    )


def web_link(url: str | None) -> str | None:
    """The URL if a click on it can only open a web page, else None."""
    return url if url is not None and urlsplit(url).scheme in {"http", "https"} else None


def _line(survey: Survey, answers: Answers, item: ItemRow, channels: tuple[str, ...]) -> Line:
    titles = channel_titles(survey)
    found = [
        titles[channel]
        for channel in LINE_CHANNELS[1:]
        if channel in titles and _is_present(answers.get((item.item_kind, item.item_id, channel)))
    ]
    return Line(
        title=item.title_zh,
        title_en=item.title_en,
        cells=tuple(_cell(answers.get((item.item_kind, item.item_id, channel))) for channel in channels),
        channels=tuple(found),
    )


def _is_present(row: AnswerRow | None) -> bool:
    return row is not None and row.answer == Answer.PRESENT


def _cell(row: AnswerRow | None) -> Cell:
    if row is None:
        return Cell(Answer.UNKNOWN, *ANSWERS_ZH[Answer.UNKNOWN], "本期没有判定", False, None)
    reason = reason_zh(row.reason) if row.answer == Answer.UNKNOWN else ""
    return Cell(row.answer, *ANSWERS_ZH[row.answer], reason, bool(row.is_inherited), _evidence(row))


def _evidence(row: AnswerRow) -> Evidence | None:
    if row.sentence is None or row.answer != Answer.PRESENT:
        return None
    before, term, after = row.sentence.partition(row.term) if row.term else (row.sentence, "", "")
    return Evidence(
        before=before,
        term=term,
        after=after,
        address=row.url or "",
        link=web_link(row.url),
        fetched=_beijing(row.fetched_us),
        capture_id=row.capture_id or "",
    )


def _beijing(microseconds: int | None) -> str:
    """``2018-11-01 12:00`` in Beijing, 未知 when it is not known."""
    if microseconds is None:
        return "时间未知"
    moment = datetime.fromtimestamp(microseconds // 1_000_000, tz=UTC).astimezone(SHANGHAI)
    return f"{moment:%Y-%m-%d %H:%M}（北京时间）"
