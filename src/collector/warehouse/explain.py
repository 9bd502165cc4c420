"""Lists the banks behind a published number, each with its best evidence or the reason why nothing is known.

Enters: a wave, a statistic and what row of it is meant. Leaves: an
:class:`~collector.warehouse.explanation.Explanation`. Reads only the published warehouse, so what is
explained is what was published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.warehouse.explain_counts import (
    explain_breadth,
    explain_counts,
    explain_funnel,
    explain_products,
)
from collector.warehouse.explain_question import SEGMENTS, Question, check_known
from collector.warehouse.explain_sql import BY_ANSWER, CONFLICTS, OBSERVED
from collector.warehouse.explain_stores import explain_app_counts, explain_places
from collector.warehouse.explanation import Conflict, Decision, Evidence, ExplainedAnswer, Explanation, Side
from collector.warehouse.query import open_warehouse
from collector.words import ANY_CHANNEL, ItemKind

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from collector.models import Wave
    from collector.paths import Paths


KINDS = {
    "scenario_coverage": ("scenario", "scenario_category"),
    "channel_coverage": ("channel",),
    "business_line_channels": ("business_line",),
    "service_channel_coverage": ("service_channel",),
    "technology_coverage": ("technology",),
}
"""Item kinds of each statistic that is a share of banks by their answers."""


def explain(
    paths: Paths,
    wave: Wave,
    statistic: str,
    *,
    item: str | None = None,
    segment: str = "all",
    channel: str = ANY_CHANNEL,
    bank: str | None = None,
) -> Explanation:
    """Explain one row of a statistic, or one bank's part in it.

    A share needs ``item``, bank_profile and bank_index need ``bank``. Raises UsageError when the statistic,
    item, segment, channel or bank is not in the published warehouse.
    """
    question = Question(statistic, wave.wave, item, segment, channel, bank)
    explainers: dict[str, Callable[[duckdb.DuckDBPyConnection, Question], Explanation]] = {
        **dict.fromkeys(KINDS, _explain_share),
        "app_activity": _explain_activity,
        "app_downloads": _explain_downloads,
        "bank_profile": _explain_profile,
        "bank_index": _explain_profile,
        "online_products": explain_products,
        "scenario_counts": explain_counts,
        "scenario_breadth": explain_breadth,
        "survey_funnel": explain_funnel,
    }
    if statistic not in explainers:
        fix = f"one of {', '.join(explainers)}"
        raise UsageError(
            f"statistic {statistic!r}", "cannot be explained, there is none of that name", fix=fix
        )
    with open_warehouse(paths, wave) as connection:
        check_known(connection, "segment", segment, SEGMENTS)
        if bank is not None:
            banks = "select bank_id from dim_bank where wave = ? order by bank_id"
            check_known(connection, "bank", bank, banks, wave.wave)
        return explainers[statistic](connection, question)


def _explain_share(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    kinds = ", ".join(f"'{kind}'" for kind in KINDS[question.statistic])
    items = f"select item_id from dim_item where item_kind in ({kinds}) order by item_kind, position"  # noqa: S608 - ours
    channels = f"select distinct channel_id from {question.statistic} order by 1"  # noqa: S608 - a key of KINDS
    check_known(connection, "item", question.item, items)
    check_known(connection, "channel", question.channel, channels)
    published = connection.execute(
        f"select value, low, high from {question.statistic} "  # noqa: S608 - a key of KINDS
        "where wave = ? and segment = ? and item_id = ? and channel_id = ?",
        [question.wave, question.segment, question.item, question.channel],
    ).fetchone()
    chosen = (
        f"{OBSERVED} and observations.item_kind in ({kinds}) and observations.item_id = $item "
        f"and observations.channel_id = $channel order by {BY_ANSWER}"
    )
    parameters = question.parameters | {"item": question.item, "channel": question.channel}
    rows = connection.execute(chosen, parameters).fetchall()
    answers = _answers(rows, connection.execute(CONFLICTS, question.parameters).fetchall())
    return question.explanation(answers, published or (None, None, None))


def _explain_profile(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    if question.bank is None:
        raise UsageError(question.statistic, "is about one bank and none is named", fix="name it with --bank")
    order = "order by items.item_kind, items.position, items.item_id, observations.channel_id"
    rows = connection.execute(f"{OBSERVED} {order}", question.parameters).fetchall()
    conflicts = connection.execute(CONFLICTS, question.parameters).fetchall()
    return question.explanation(_answers(rows, conflicts))


def _explain_activity(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    return question.explanation(explain_places(connection, question.parameters))


def _explain_downloads(connection: duckdb.DuckDBPyConnection, question: Question) -> Explanation:
    return question.explanation(explain_app_counts(connection, question.parameters))


def _answers(rows: list[tuple[Any, ...]], conflicts: list[tuple[Any, ...]]) -> tuple[ExplainedAnswer, ...]:
    """Rows of ``OBSERVED`` with those of ``CONFLICTS``: of the item itself, or of a category's scenarios."""
    by_item: dict[tuple[str, str, str], list[Conflict]] = {}
    for bank_id, kind, item_id, parent_id, channel_id, resolution, rule, *sides in conflicts:
        conflict = Conflict(item_id, channel_id, resolution, rule, Side(*sides[:4]), Side(*sides[4:]))
        by_item.setdefault((bank_id, kind, item_id), []).append(conflict)
        if parent_id is not None:
            by_item.setdefault((bank_id, ItemKind.CATEGORY, parent_id), []).append(conflict)
    return tuple(_answer(row[2:], by_item.get((row[2], *row[:2]), [])) for row in rows)


def _answer(row: tuple[Any, ...], conflicts: list[Conflict]) -> ExplainedAnswer:
    """A row of ``OBSERVED`` from the bank's id on; conflicts in another channel leave it alone."""
    bank_id, short_name_zh, title_zh, channel_id, answer, reason, n_mentions, is_inherited = row[:8]
    url = row[8]
    return ExplainedAnswer(
        bank_id=bank_id,
        short_name_zh=short_name_zh,
        item_title_zh=title_zh,
        channel_id=channel_id,
        answer=answer,
        reason=reason,
        n_mentions=n_mentions,
        is_inherited=is_inherited,
        evidence=None if url is None else Evidence(*row[8:17]),
        placing=None,
        decision=None if row[17] is None else Decision(*row[17:]),
        conflicts=tuple(
            one
            for one in conflicts
            if ANY_CHANNEL in (channel_id, one.channel_id) or one.channel_id == channel_id
        ),
    )
