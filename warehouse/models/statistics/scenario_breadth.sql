with counts as (
    select * from {{ ref('scenario_counts') }}
    where item_kind = 'scenario_category'
),

asked as (
    select distinct
        wave,
        channel_id,
        unnest(range(1, n_items + 1)) as n_at_least
    from counts
),

-- banks of a segment with the same bounds are one row
by_bounds as (
    select
        counts.wave,
        segment_banks.segment,
        counts.channel_id,
        counts.low,
        counts.high,
        count(*) as n_banks
    from counts
    inner join {{ ref('int_segment_banks') }} as segment_banks
        on
            counts.wave = segment_banks.wave
            and counts.bank_id = segment_banks.bank_id
    group by
        counts.wave,
        segment_banks.segment,
        counts.channel_id,
        counts.low,
        counts.high
),

counted as (
    select
        asked.wave,
        segments.segment,
        asked.channel_id,
        asked.n_at_least,
        coalesce(sum(bounds.n_banks), 0)::bigint as n_banks,
        coalesce(sum(bounds.n_banks) filter (where bounds.low >= asked.n_at_least), 0)::bigint as n_present,
        coalesce(sum(bounds.n_banks) filter (where bounds.high < asked.n_at_least), 0)::bigint as n_absent,
        coalesce(
            sum(bounds.n_banks) filter (where bounds.low < asked.n_at_least and bounds.high >= asked.n_at_least), 0
        )::bigint as n_unknown
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join by_bounds as bounds
        on
            asked.wave = bounds.wave
            and segments.segment = bounds.segment
            and asked.channel_id = bounds.channel_id
    group by
        asked.wave,
        segments.segment,
        asked.channel_id,
        asked.n_at_least
),

final as (
    select
        wave,
        segment,
        channel_id,
        n_at_least,
        n_banks,
        n_present,
        n_absent,
        n_unknown,
        {{ share_columns() }}
    from counted
    order by
        wave,
        segment,
        channel_id,
        n_at_least
)

select * from final
