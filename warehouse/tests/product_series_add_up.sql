-- Series that are counted are those of fct_product; a line or channel never has more than any, nor more than is possible.
with counts as (
    select * from {{ ref('online_product_counts') }}
),

totals as (
    select * from counts
    where
        item_id = 'any'
        and channel_id = 'any'
),

seen as (
    select
        wave,
        bank_id,
        count(distinct series) as n_series
    from {{ ref('fct_product') }}
    group by
        wave,
        bank_id
)

select
    counts.wave,
    counts.bank_id,
    counts.item_id,
    counts.channel_id
from counts
inner join totals
    on
        counts.wave = totals.wave
        and counts.bank_id = totals.bank_id
left join seen
    on
        counts.wave = seen.wave
        and counts.bank_id = seen.bank_id
where
    counts.n_series > counts.n_series_possible
    or counts.n_series_new > counts.n_series
    or counts.n_series_possible > totals.n_series
    or totals.n_series <> coalesce(seen.n_series, 0)
    or (counts.answer = 'present') <> (counts.n_series > 0)
    or (counts.answer = 'unknown') <> (counts.reason is not null)
