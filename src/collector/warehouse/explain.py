"""Lists the banks behind a published number, each with its best evidence or the reason why nothing is known.

Enters: a wave, a statistic and what row of it is meant. Leaves: an
:class:`~collector.warehouse.explanation.Explanation`. Reads only the published warehouse, so what is
explained is what was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from collector.errors import UsageError
from collector.warehouse.explain_sql import BY_ANSWER, CONFLICTS, OBSERVED, RANKED
from collector.warehouse.explanation import (
    Conflict,
    Decision,
    Evidence,
    ExplainedAnswer,
    Explanation,
    Placing,
    Side,
)
from collector.warehouse.query import open_warehouse
from collector.words import ANY_CHANNEL, ItemKind

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from collector.models import Wave
    from collector.paths import Paths


@dataclass(frozen=True, slots=True)
class _Question:
    statistic: str
    wave: str
    item: str | None
    segment: str
    channel: str
    bank: str | None


KINDS = {
    "scenario_coverage": ("scenario", "scenario_category"),
    "channel_coverage": ("channel",),
    "business_line_channels": ("business_line",),
}
"""Item kinds of each statistic that is a share of banks."""


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

    A share needs ``item``, bank_profile needs ``bank``. Raises UsageError when the statistic, item, segment,
    channel or bank is not in the published warehouse.
    """
    question = _Question(statistic, wave.wave, item, segment, channel, bank)
    explainers: dict[str, Callable[[duckdb.DuckDBPyConnection, _Question], Explanation]] = {
        **dict.fromkeys(KINDS, _explain_share),
        "app_activity": _explain_activity,
        "bank_profile": _explain_profile,
    }
    if statistic not in explainers:
        fix = f"one of {', '.join(explainers)}"
        raise UsageError(
            f"statistic {statistic!r}", "cannot be explained, there is none of that name", fix=fix
        )
    with open_warehouse(paths, wave) as connection:
        _check_known(connection, "segment", segment, "select segment from dim_segment order by position")
        if bank is not None:
            banks = "select bank_id from dim_bank where wave = ? order by bank_id"
            _check_known(connection, "bank", bank, banks, wave.wave)
        return explainers[statistic](connection, question)


def _explain_share(connection: duckdb.DuckDBPyConnection, question: _Question) -> Explanation:
    kinds = ", ".join(f"'{kind}'" for kind in KINDS[question.statistic])
    items = f"select item_id from dim_item where item_kind in ({kinds}) order by item_kind, position"  # noqa: S608 - ours
    channels = f"select distinct channel_id from {question.statistic} order by 1"  # noqa: S608 - a key of KINDS
    _check_known(connection, "item", question.item, items)
    _check_known(connection, "channel", question.channel, channels)
    published = connection.execute(
        f"select value, low, high from {question.statistic} "  # noqa: S608 - a key of KINDS
        "where wave = ? and segment = ? and item_id = ? and channel_id = ?",
        [question.wave, question.segment, question.item, question.channel],
    ).fetchone()
    chosen = (
        f"{OBSERVED} and observations.item_kind in ({kinds}) and observations.item_id = $item "
        f"and observations.channel_id = $channel order by {BY_ANSWER}"
    )
    parameters = _parameters(question) | {"item": question.item, "channel": question.channel}
    rows = connection.execute(chosen, parameters).fetchall()
    answers = _answers(rows, connection.execute(CONFLICTS, _parameters(question)).fetchall())
    return _explanation(question, answers, published or (None, None, None))


def _explain_profile(connection: duckdb.DuckDBPyConnection, question: _Question) -> Explanation:
    if question.bank is None:
        raise UsageError("bank_profile", "is about one bank and none is named", fix="name it with --bank")
    order = "order by items.item_kind, items.position, items.item_id, observations.channel_id"
    rows = connection.execute(f"{OBSERVED} {order}", _parameters(question)).fetchall()
    conflicts = connection.execute(CONFLICTS, _parameters(question)).fetchall()
    return _explanation(question, _answers(rows, conflicts))


def _explain_activity(connection: duckdb.DuckDBPyConnection, question: _Question) -> Explanation:
    rows = connection.execute(RANKED, _parameters(question)).fetchall()
    return _explanation(question, tuple(_placed(row) for row in rows))


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


def _placed(row: tuple[Any, ...]) -> ExplainedAnswer:
    """A row of ``RANKED``; the words of a list's evidence are the app's name in it."""
    bank_id, short_name_zh, state, is_inherited = row[:4]
    store, chart, as_of_date, rank, observed_depth, app_name = row[4:10]
    url, fetched_at, capture_id, segment, offset = row[10:]
    reason = None
    if state == "unknown":
        reason = "list_not_read" if observed_depth is None else "no_known_app"
    return ExplainedAnswer(
        bank_id=bank_id,
        short_name_zh=short_name_zh,
        item_title_zh=f"{store} {chart}",
        channel_id="mobile_bank",
        answer=state,
        reason=reason,
        n_mentions=0,
        is_inherited=is_inherited,
        evidence=None if url is None else Evidence(url, app_name, fetched_at, capture_id, segment, offset),
        placing=Placing(store, chart, as_of_date, rank, observed_depth, app_name),
    )


def _explanation(
    question: _Question,
    answers: tuple[ExplainedAnswer, ...],
    published: tuple[Any, ...] = (None, None, None),
) -> Explanation:
    value, low, high = published
    return Explanation(
        statistic=question.statistic,
        wave=question.wave,
        item_id=question.item,
        segment=question.segment,
        channel_id=question.channel,
        value=value,
        low=low,
        high=high,
        answers=answers,
    )


def _parameters(question: _Question) -> dict[str, str | None]:
    return {"wave": question.wave, "segment": question.segment, "bank": question.bank}


def _check_known(
    connection: duckdb.DuckDBPyConnection, subject: str, asked: str | None, query: str, *parameters: str
) -> None:
    """Raise UsageError naming what there is, near misses first, unless ``query`` returns ``asked``."""
    known = [str(row[0]) for row in connection.execute(query, list(parameters)).fetchall()]
    if asked not in known:
        near = get_close_matches(asked or "", known, n=3) or known
        problem = f"no {subject} is given" if asked is None else f"no {subject} {asked!r} in the warehouse"
        raise UsageError(f"--{subject}", problem, fix=f"one of {', '.join(near)}")
