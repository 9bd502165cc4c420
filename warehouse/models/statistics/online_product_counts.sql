with banks as (
    select * from {{ ref('dim_bank') }}
),

lines as (
    select
        item_id,
        absent_depth
    from {{ ref('stg_config__items') }}
    where item_kind = 'business_line'
    union all
    select
        'any' as item_id,
        max(absent_depth) as absent_depth
    from {{ ref('stg_config__items') }}
    where item_kind = 'business_line'
),

channels as (
    select unnest(['any', '{{ var("observed_channels") | join("', '") }}']) as channel_id
),

series as (
    select
        wave,
        bank_id,
        item_id,
        channel_id,
        count(*) filter (where is_stated) as n_series,
        count(*) as n_series_possible,
        count(*) filter (where is_stated and is_new) as n_series_new
    from {{ ref('int_product_cells_spread') }}
    group by
        wave,
        bank_id,
        item_id,
        channel_id
),

counted as (
    select
        banks.wave,
        banks.bank_id,
        lines.item_id,
        channels.channel_id,
        coalesce(series.n_series, 0) as n_series,
        coalesce(series.n_series_possible, 0) as n_series_possible,
        coalesce(series.n_series_new, 0) as n_series_new,
        visits.visit_status,
        visits.main_outcome,
        visits.complete_depth >= lines.absent_depth
        and list_contains(thresholds.absent_visit_statuses, visits.visit_status) as is_site_read
    from banks
    cross join lines
    cross join channels
    inner join {{ ref('fct_visit') }} as visits
        on
            banks.wave = visits.wave
            and banks.bank_id = visits.bank_id
    inner join {{ ref('stg_config__evidence') }} as thresholds
        on banks.wave = thresholds.wave
    left join series
        on
            banks.wave = series.wave
            and banks.bank_id = series.bank_id
            and lines.item_id = series.item_id
            and channels.channel_id = series.channel_id
),

final as (
    select
        counted.wave,
        counted.bank_id,
        'business_line' as item_kind,
        counted.item_id,
        counted.channel_id,
        case
            when counted.n_series > 0 then 'present'
            when counted.n_series_possible = 0 and counted.is_site_read then 'absent'
            else 'unknown'
        end as answer,
        case
            when counted.n_series > 0 then null
            when counted.n_series_possible > 0 then 'line_or_channel_unstated'
            when counted.is_site_read then null
            when counted.visit_status in ('no_known_site', 'not_attempted') then counted.visit_status
            when counted.visit_status = 'unreachable' then 'unreachable:' || counted.main_outcome
            when counted.main_outcome = 'ok' then 'partial:over_budget'
            else 'partial:' || counted.main_outcome
        end as reason,
        counted.n_series,
        counted.n_series_possible,
        counted.n_series_new,
        printed.nominal as published_2018,
        printed.qualifier as published_qualifier,
        printed.line as published_line
    from counted
    left join {{ ref('int_printed_counts_matched') }} as printed
        on
            printed.statistic = 'online_product_counts'
            and counted.bank_id = printed.bank_id
            and counted.item_id = printed.item_id
            and counted.channel_id = printed.channel_id
    order by
        counted.wave,
        counted.bank_id,
        counted.item_id,
        counted.channel_id
)

select * from final
