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

by_segment as (
    select
        counts.wave,
        segment_banks.segment,
        counts.item_id,
        counts.channel_id,
        count(*) as n_banks,
        count(*) filter (where counts.answer = 'present') as n_present,
        count(*) filter (where counts.answer = 'absent') as n_absent,
        count(*) filter (where counts.answer = 'unknown') as n_unknown,
        sum(counts.n_series)::bigint as n_series,
        sum(counts.n_series_new)::bigint as n_series_new
    from counts
    inner join {{ ref('int_segment_banks') }} as segment_banks
        on
            counts.wave = segment_banks.wave
            and counts.bank_id = segment_banks.bank_id
    group by
        counts.wave,
        segment_banks.segment,
        counts.item_id,
        counts.channel_id
),

counted as (
    select
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id,
        {% for count in ['n_banks', 'n_present', 'n_absent', 'n_unknown', 'n_series', 'n_series_new'] -%}
        coalesce(by_segment.{{ count }}, 0) as {{ count }}{{ ',' if not loop.last }}
        {% endfor %}
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join by_segment
        on
            asked.wave = by_segment.wave
            and segments.segment = by_segment.segment
            and asked.item_id = by_segment.item_id
            and asked.channel_id = by_segment.channel_id
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
