-- Items offered, not offered and unknown add up to those asked about; any channel has at least what a channel has; the
-- more categories are asked for, the fewer banks cover them.
select
    counts.wave,
    counts.bank_id as subject,
    counts.channel_id
from {{ ref('scenario_counts') }} as counts
inner join {{ ref('scenario_counts') }} as totals
    on
        counts.wave = totals.wave
        and counts.bank_id = totals.bank_id
        and counts.item_kind = totals.item_kind
        and totals.channel_id = 'any'
where
    counts.n_present + counts.n_absent + counts.n_unknown <> counts.n_items
    or counts.low > counts.high
    or not coalesce(counts.value = counts.low and counts.value = counts.high, true)
    or counts.n_items <> totals.n_items
    or counts.n_present > totals.n_present
union all
select
    wave,
    segment as subject,
    channel_id
from {{ ref('scenario_breadth') }}
window narrowing as (
    partition by wave, segment, channel_id
    order by n_at_least asc
)
qualify
    n_present > lag(n_present) over narrowing
    or n_absent < lag(n_absent) over narrowing
