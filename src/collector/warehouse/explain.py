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
from collector.warehouse.explanation import Evidence, ExplainedAnswer, Explanation, Placing
from collector.warehouse.query import open_warehouse
from collector.words import ANY_CHANNEL

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

_OBSERVED = """
select
    banks.bank_id, banks.short_name_zh, items.title_zh, observations.channel_id,
    observations.answer, observations.reason, observations.n_mentions, observations.is_inherited,
    mentions.url, mentions.sentence,
    fetches.fetched_at, mentions.capture_id, fetches.segment, fetches."offset"
from fct_observation as observations
inner join dim_bank as banks using (wave, bank_id)
inner join dim_item as items using (item_kind, item_id)
inner join int_segment_banks as segment_banks using (wave, bank_id)
left join fct_mention as mentions
    on mentions.wave = observations.wave and mentions.mention_id = observations.best_mention_id
left join fct_fetch as fetches
    on fetches.wave = mentions.wave and fetches.fetch_id = mentions.capture_id
where
    observations.wave = $wave
    and segment_banks.segment = $segment
    and ($bank is null or banks.bank_id = $bank)
"""

_BY_ANSWER = "list_position(['present', 'absent', 'unknown'], observations.answer), banks.bank_id"

_RANKED = """
select
    banks.bank_id, banks.short_name_zh, ranks.state, ranks.is_inherited,
    ranks.store, ranks.chart, ranks.as_of_date, ranks.best_rank, ranks.observed_depth, ranks.app_name,
    fetches.url, fetches.fetched_at, listed.capture_id, fetches.segment, fetches."offset"
from fct_bank_app_rank as ranks
inner join dim_bank as banks using (wave, bank_id)
inner join int_segment_banks as segment_banks using (wave, bank_id)
left join fct_app_rank as listed
    on listed.wave = ranks.wave and listed.store = ranks.store and listed.chart = ranks.chart
    and listed.as_of_date = ranks.as_of_date and listed.rank = ranks.best_rank
left join fct_fetch as fetches on fetches.wave = listed.wave and fetches.fetch_id = listed.capture_id
where
    ranks.wave = $wave
    and segment_banks.segment = $segment
    and ($bank is null or banks.bank_id = $bank)
order by
    ranks.store, ranks.chart, ranks.as_of_date, ranks.best_rank nulls last, ranks.state, banks.bank_id
"""


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
        f"{_OBSERVED} and observations.item_kind in ({kinds}) and observations.item_id = $item "
        f"and observations.channel_id = $channel order by {_BY_ANSWER}"
    )
    parameters = _parameters(question) | {"item": question.item, "channel": question.channel}
    rows = connection.execute(chosen, parameters).fetchall()
    return _explanation(question, tuple(_answer(row) for row in rows), published or (None, None, None))


def _explain_profile(connection: duckdb.DuckDBPyConnection, question: _Question) -> Explanation:
    if question.bank is None:
        raise UsageError("bank_profile", "is about one bank and none is named", fix="name it with --bank")
    order = "order by items.item_kind, items.position, items.item_id, observations.channel_id"
    rows = connection.execute(f"{_OBSERVED} {order}", _parameters(question)).fetchall()
    return _explanation(question, tuple(_answer(row) for row in rows))


def _explain_activity(connection: duckdb.DuckDBPyConnection, question: _Question) -> Explanation:
    rows = connection.execute(_RANKED, _parameters(question)).fetchall()
    return _explanation(question, tuple(_placed(row) for row in rows))


def _answer(row: tuple[Any, ...]) -> ExplainedAnswer:
    """A row of ``_OBSERVED``."""
    bank_id, short_name_zh, title_zh, channel_id, answer, reason, n_mentions, is_inherited = row[:8]
    url, sentence, fetched_at, capture_id, segment, offset = row[8:]
    return ExplainedAnswer(
        bank_id=bank_id,
        short_name_zh=short_name_zh,
        item_title_zh=title_zh,
        channel_id=channel_id,
        answer=answer,
        reason=reason,
        n_mentions=n_mentions,
        is_inherited=is_inherited,
        evidence=None if url is None else Evidence(url, sentence, fetched_at, capture_id, segment, offset),
        placing=None,
    )


def _placed(row: tuple[Any, ...]) -> ExplainedAnswer:
    """A row of ``_RANKED``; the words of a list's evidence are the app's name in it."""
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
