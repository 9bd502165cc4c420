"""Explains what is not a share of answers: product series, scenarios of a bank, steps of the survey.

Enters: a connection to the published warehouse and a question. Leaves: an explanation whose answers are banks
by state; banks with products have one row per series, with the page that names it. Refuses what the
warehouse does not hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from collector.warehouse.explain_counts_sql import COUNTED, PRODUCTS, REACHED, STEPS
from collector.warehouse.explain_question import check_known
from collector.warehouse.explanation import Evidence, ExplainedAnswer

if TYPE_CHECKING:
    import duckdb

    from collector.warehouse.explain_question import Question
    from collector.warehouse.explanation import Explanation


def explain_products(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    """Banks with a series of a line (or any) and channel, each series with its page, and the others."""
    check_known(connection, "item", question.item, "select distinct item_id from online_products order by 1")
    check_known(
        connection, "channel", question.channel, "select distinct channel_id from online_products order by 1"
    )
    published = connection.execute(
        "select value, low, high from online_products "
        "where wave = ? and segment = ? and item_id = ? and channel_id = ?",
        [question.wave, question.segment, question.item, question.channel],
    ).fetchone()
    parameters = question.parameters | {"item": question.item, "channel": question.channel}
    rows = connection.execute(PRODUCTS, parameters).fetchall()
    answers = tuple(
        _bank(
            (bank_id, name),
            title,
            answer,
            channel=question.channel,
            reason=reason,
            evidence=None if series is None else Evidence(url, f"{series}: {snippet}", *rest),
        )
        for bank_id, name, title, answer, reason, series, url, snippet, *rest in rows
    )
    return question.explanation(answers, published or (None, None, None))


def explain_counts(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    """How many scenario categories (item scenario: scenarios) each bank offers, from most to fewest."""
    kind = question.item or "scenario_category"
    check_known(connection, "item", kind, "select distinct item_kind from scenario_counts order by 1")
    answers = []
    for *bank, low, high, n_items in _counted(connection, question, kind):
        bounds = str(low) if low == high else f"{low} to {high}"
        answers.append(_bank(bank, kind, f"{bounds} of {n_items}", channel=question.channel))
    return replace(question, item=kind).explanation(tuple(answers))


def explain_breadth(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    """Banks that cover at least ``item`` scenario categories, that do not, and that may."""
    numbers = "select distinct n_at_least from scenario_breadth order by 1"
    check_known(connection, "item", question.item, numbers)
    asked = int(question.item or 0)
    answers = []
    for *bank, low, high, _ in _counted(connection, question, "scenario_category"):
        answer = "present" if low >= asked else "absent" if high < asked else "unknown"
        reason = f"{low} to {high}" if answer == "unknown" else None
        answers.append(
            _bank(bank, f"{asked} or more categories", answer, channel=question.channel, reason=reason)
        )
    answers.sort(key=lambda row: ("present", "absent", "unknown").index(row.answer))
    published = connection.execute(
        "select value, low, high from scenario_breadth "
        "where wave = ? and segment = ? and n_at_least = ? and channel_id = ?",
        [question.wave, question.segment, asked, question.channel],
    ).fetchone()
    return question.explanation(tuple(answers), published or (None, None, None))


def explain_funnel(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    """Banks by the furthest step they came to; with ``item`` (a step), first those that reached it."""
    steps = [row[0] for row in connection.execute(STEPS, [question.wave]).fetchall()]
    if question.item is not None:
        check_known(connection, "item", question.item, STEPS, question.wave)
    answers = []
    for *bank, step, reason in connection.execute(REACHED, question.parameters).fetchall():
        has_reached = question.item is not None and steps.index(step) >= steps.index(question.item)
        answers.append(_bank(bank, step, "reached" if has_reached else step, reason=reason))
    answers.sort(key=lambda row: (row.answer != "reached", -steps.index(row.item_title_zh), row.bank_id))
    return question.explanation(tuple(answers))


def _counted(connection: duckdb.DuckDBPyConnection, question: Question, kind: str) -> list[tuple[Any, ...]]:
    check_known(
        connection, "channel", question.channel, "select distinct channel_id from scenario_counts order by 1"
    )
    parameters = question.parameters | {"kind": kind, "channel": question.channel}
    return connection.execute(COUNTED, parameters).fetchall()


def _bank(
    bank: tuple[str, str] | list[str],
    title: str,
    answer: str,
    *,
    channel: str = "any",
    reason: str | None = None,
    evidence: Evidence | None = None,
) -> ExplainedAnswer:
    bank_id, short_name_zh = bank
    return ExplainedAnswer(
        bank_id=bank_id,
        short_name_zh=short_name_zh,
        item_title_zh=title,
        channel_id=channel,
        answer=answer,
        reason=reason,
        n_mentions=0,
        is_inherited=False,
        evidence=evidence,
        placing=None,
    )
