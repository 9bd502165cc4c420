"""The relations that the report makes of published tables: answers counted, the last of what stores say."""

from __future__ import annotations

COUNTS = """(
    select wave, bank_id, item_kind, channel_id,
        count(*) filter (where answer = 'present') as n_present,
        count(*) filter (where answer = 'unknown') as n_unknown,
        count(*) as n_items
    from fct_observation
    group by wave, bank_id, item_kind, channel_id
)"""

UNKNOWNS = """(
    select wave, item_kind, item_id, bank_id, reason
    from fct_observation
    where answer = 'unknown' and channel_id = 'any'
)"""

IMPORTS = """(
    select *, (wave, import_id) in (select (wave, capture_id) from fct_app_rank) as is_ranked
    from fct_import
)"""

DOWNLOADS = """(
    with apps as (
        select wave, store, store_app_code, platform,
            arg_max(app_downloads, as_of_date) as named,
            arg_max(app_downloads, as_of_date)
                filter (where no_growth_reason is distinct from 'not_given') as counted,
            arg_max(app_downloads, as_of_date)
                filter (where coalesce(rating, n_ratings) is not null) as rated,
            max(updated_date) as updated_date
        from app_downloads
        group by all
    )
    select wave, store, store_app_code, platform, updated_date,
        named.as_of_date, named.owner_id, named.is_of_union, named.n_banks_served, named.app_kind,
        named.app_name, counted.as_of_date as downloads_date, counted.n_downloads,
        coalesce(counted, named).downloads_text as downloads_text, counted.is_downloads_rounded,
        coalesce(counted.is_downloads_saturated, false) as is_downloads_saturated, counted.previous_date,
        counted.n_downloads_growth, counted.no_growth_reason,
        rated.as_of_date as ratings_date, rated.rating, rated.n_ratings
    from apps
)"""
"""The last of each: a store gives downloads every day and its ratings once a month."""

ANSWERS = """
    create temp table answers as
    select o.wave, o.bank_id, o.item_kind, o.item_id, o.channel_id, o.answer, o.reason, o.n_mentions,
        o.is_inherited, m.sentence, m.term, m.url, m.capture_id, epoch_us(f.fetched_at) as fetched_us
    from fct_observation as o
    left join fct_mention as m on m.wave = o.wave and m.mention_id = o.best_mention_id
    left join fct_fetch as f on f.wave = m.wave and f.fetch_id = m.capture_id
    where o.wave = ?
    order by o.bank_id
"""
"""Joined once for all banks: of 1,500, joining anew took 18 ms a bank, reading this 2 ms (2026-11)."""


def last_day(relation: str) -> str:
    """The rows of each list on its last day: a series has hundreds, and a page shows one."""
    last = "max(as_of_date) over (partition by wave, store, chart)"
    return f"(select * from {relation} qualify as_of_date = {last})"  # noqa: S608 - our own names only
