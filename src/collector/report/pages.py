"""Renders the HTML pages from records that are ready to print: all escaped, an undefined name is an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from collector.report.bank_page import (
    business_lines,
    categories,
    channel_lines,
    grid_reasons,
    products,
    web_link,
)
from collector.report.csv_files import TABLES
from collector.report.devices import device_tables
from collector.report.downloads import downloads_of, downloads_tables
from collector.report.funnel import FUNNEL_STEPS, funnel, left_alone, unread_banks, visit_of
from collector.report.list_days import list_days
from collector.report.overview import bank_lines, products_zh
from collector.report.rankings import app_lists, ranks_of
from collector.report.shares import (
    channel_columns,
    coverage_table,
    main_segment,
    table_by_channel,
    table_by_segment,
)
from collector.report.wording import BANK_TYPES_ZH, visit_zh
from collector.words import ItemKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from collector.report.figure import Figure
    from collector.report.records import AnswerRow, BankRow, ProductRow, Survey

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figures that stand in the report; ``refusal`` says why there are none though there should be."""

    figures: Sequence[Figure]
    refusal: str | None


def environment() -> Environment:
    """The templates beside this module."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render_index(templates: Environment, survey: Survey, drawn: Drawn) -> str:
    """``index.html``: funnel, coverage, business lines, channels, app activity, banks, files."""
    segment = main_segment(survey)
    tables = None
    if segment is not None:
        tables = {
            "coverage": coverage_table(survey, segment),
            "segments": table_by_segment(survey, segment, survey.coverage, ItemKind.CATEGORY),
            "lines": table_by_channel(survey, segment),
            "channels": table_by_segment(survey, segment, survey.channels, ItemKind.CHANNEL),
        }
    return templates.get_template("index.html").render(
        root="",
        wave=survey.wave,
        segment=segment,
        tables=tables,
        funnel_steps=tuple(FUNNEL_STEPS.values()),
        funnel=funnel(survey),
        unread=unread_banks(survey),
        left_alone=left_alone(survey),
        app_lists=app_lists(survey),
        device_tables=device_tables(survey),
        downloads_tables=downloads_tables(survey),
        list_days=list_days(survey),
        banks=bank_lines(survey),
        files=TABLES,
        figures={figure.name: figure for figure in drawn.figures},
        refusal=drawn.refusal,
    )


def render_bank(
    templates: Environment,
    survey: Survey,
    bank: BankRow,
    answers: Mapping[tuple[str, str, str], AnswerRow],
    found: tuple[ProductRow, ...],
) -> str:
    """``banks/<bank_id>.html``: one bank with its evidence."""
    status, outcome = visit_of(survey, bank)
    visit_title, remedy = visit_zh(status, outcome)
    columns, lines = channel_columns(survey), business_lines(survey, answers)
    unions = {other.bank_id: other.name_zh for other in survey.banks}
    return templates.get_template("bank.html").render(
        root="../",
        wave=survey.wave,
        bank=bank,
        bank_type=BANK_TYPES_ZH[bank.bank_type],
        union=unions.get(bank.union_id or "", bank.union_id),
        website_link=web_link(bank.website_url),
        visit=survey.visits.get(bank.bank_id),
        visit_title=visit_title,
        remedy=remedy,
        is_complete=status == "complete",
        channel_lines=channel_lines(survey, answers),
        columns=columns,
        business_lines=lines,
        reasons=grid_reasons(columns, lines),
        categories=categories(survey, answers),
        products=products(survey, found),
        n_products=products_zh(survey, bank),
        ranks=ranks_of(survey, bank),
        downloads=downloads_of(survey, bank),
    )
