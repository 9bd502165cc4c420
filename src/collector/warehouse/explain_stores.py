"""Places in store lists, and what each store last counted for an app, with the reply each was read from.

Enters: the published warehouse; wave, segment, bank (None: every bank). Leaves: one answer a bank and list,
or a bank, app, store and number (downloads, ratings). Refuses nothing: a bank without a row has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collector.warehouse.explain_sql import RANKED
from collector.warehouse.explanation import Evidence, ExplainedAnswer, Placing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

COUNTED = """
with said as (
    select *, 'downloads' as what, downloads_capture_id as capture_id from app_downloads
    where downloads_capture_id is not null
    union all by name
    select *, 'ratings' as what, ratings_capture_id as capture_id from app_downloads
    where ratings_capture_id is not null
),
last as (
    select * from said
    where wave = $wave
    qualify as_of_date = max(as_of_date) over (partition by store, store_app_code, platform, what)
)
select
    banks.bank_id, banks.short_name_zh, last.owner_id <> banks.bank_id as is_inherited, last.what,
    last.store, last.app_name, last.store_app_code, last.platform, last.as_of_date,
    last.n_downloads, last.downloads_text, last.is_downloads_rounded, last.is_downloads_saturated,
    last.no_growth_reason, last.rating, last.n_ratings,
    fetches.url, fetches.fetched_at, last.capture_id, fetches.segment, fetches."offset"
from last
inner join dim_bank as banks
    on banks.wave = last.wave and last.owner_id in (banks.bank_id, coalesce(banks.union_id, banks.bank_id))
inner join int_segment_banks as segment_banks
    on segment_banks.wave = banks.wave and segment_banks.bank_id = banks.bank_id
left join fct_fetch as fetches on fetches.wave = last.wave and fetches.fetch_id = last.capture_id
where segment_banks.segment = $segment and ($bank is null or banks.bank_id = $bank)
order by last.what, banks.bank_id, last.store, last.store_app_code, last.platform
"""


def explain_places(
    connection: duckdb.DuckDBPyConnection, parameters: Mapping[str, str | None]
) -> tuple[ExplainedAnswer, ...]:
    """Answers listed, not_listed and unknown; the words of a list's evidence are the app's name in it."""
    return tuple(_placed(row) for row in connection.execute(RANKED, dict(parameters)).fetchall())


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


def explain_app_counts(
    connection: duckdb.DuckDBPyConnection, parameters: Mapping[str, str | None]
) -> tuple[ExplainedAnswer, ...]:
    """Answers ``downloads``, then ``ratings``; the words of the evidence are the numbers as published."""
    cursor = connection.execute(COUNTED, dict(parameters))
    names = [column[0] for column in cursor.description or ()]
    return tuple(_answers(dict(zip(names, row, strict=True)) for row in cursor.fetchall()))


def _answers(rows: Iterator[dict[str, Any]]) -> Iterator[ExplainedAnswer]:
    for row in rows:
        is_ratings = row["what"] == "ratings"
        yield ExplainedAnswer(
            bank_id=row["bank_id"],
            short_name_zh=row["short_name_zh"],
            item_title_zh=f"{row['store']} {row['app_name']} ({row['store_app_code']}, {row['platform']})",
            channel_id=row["as_of_date"].isoformat(),
            answer=row["what"],
            reason=None if is_ratings else row["no_growth_reason"],
            n_mentions=0,
            is_inherited=row["is_inherited"],
            evidence=Evidence(
                row["url"],
                _ratings(row) if is_ratings else _downloads(row),
                row["fetched_at"],
                row["capture_id"],
                row["segment"],
                row["offset"],
            ),
            placing=None,
        )


def _downloads(row: dict[str, Any]) -> str:
    """``120万次, read as 1,200,000, rounded``."""
    if row["is_downloads_saturated"]:
        return "counter at the end of its range"
    number = None if row["n_downloads"] is None else f"{row['n_downloads']:,}"
    told = [one for one in (row["downloads_text"], number) if one is not None]
    return ", read as ".join(told) + (", rounded" if row["is_downloads_rounded"] else "")


def _ratings(row: dict[str, Any]) -> str:
    rating = "no mean" if row["rating"] is None else f"{row['rating']:g}"
    return rating if row["n_ratings"] is None else f"{rating} of {row['n_ratings']:,} ratings"
