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

counted as (
    select
        asked.wave,
        segments.segment,
        asked.channel_id,
        asked.n_at_least,
        count(counts.bank_id) as n_banks,
        count(*) filter (where counts.low >= asked.n_at_least) as n_present,
        count(*) filter (where counts.high < asked.n_at_least) as n_absent,
        count(*) filter (where counts.low < asked.n_at_least and counts.high >= asked.n_at_least) as n_unknown
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join {{ ref('int_segment_banks') }} as segment_banks
        on
            asked.wave = segment_banks.wave
            and segments.segment = segment_banks.segment
    left join counts
        on
            asked.wave = counts.wave
            and asked.channel_id = counts.channel_id
            and segment_banks.bank_id = counts.bank_id
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
