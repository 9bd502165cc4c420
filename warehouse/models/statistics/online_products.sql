with counts as (
    select * from {{ ref('online_product_counts') }}
),

asked as (
    select distinct
        wave,
        item_kind,
        item_id,
        channel_id
    from counts
),

counted as (
    select
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id,
        count(counts.bank_id) as n_banks,
        count(*) filter (where counts.answer = 'present') as n_present,
        count(*) filter (where counts.answer = 'absent') as n_absent,
        count(*) filter (where counts.answer = 'unknown') as n_unknown,
        coalesce(sum(counts.n_series), 0)::bigint as n_series,
        coalesce(sum(counts.n_series_new), 0)::bigint as n_series_new
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join {{ ref('int_segment_banks') }} as segment_banks
        on
            asked.wave = segment_banks.wave
            and segments.segment = segment_banks.segment
    left join counts
        on
            segment_banks.bank_id = counts.bank_id
            and asked.wave = counts.wave
            and asked.item_id = counts.item_id
            and asked.channel_id = counts.channel_id
    group by
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id
),

final as (
    select
        wave,
        segment,
        item_kind,
        item_id,
        channel_id,
        n_banks,
        n_present,
        n_absent,
        n_unknown,
        {{ share_columns() }},
        n_series,
        n_series_new
    from counted
    order by
        wave,
        segment,
        item_id,
        channel_id
)

select * from final
