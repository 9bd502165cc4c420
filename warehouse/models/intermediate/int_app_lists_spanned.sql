-- One row per list-day of a wave's stores; a chart that was never read stands once, on the wave's own date, but in a wave
-- of imported lists, which asks for none.
with charts as (
    select
        waves.wave,
        waves.as_of_date as wave_date,
        waves.is_backfill,
        wave_stores.store,
        wave_stores.position as store_position,
        store_charts.chart,
        store_charts.position as chart_position
    from {{ ref('stg_config__waves') }} as waves
    inner join {{ ref('stg_config__wave_stores') }} as wave_stores
        on waves.wave = wave_stores.wave
    inner join {{ ref('stg_config__store_charts') }} as store_charts
        on wave_stores.store = store_charts.store
),

days_read as (
    select
        wave,
        store,
        chart,
        as_of_date,
        max(observed_depth) as observed_depth
    from {{ ref('int_app_lists_chosen') }}
    group by
        wave,
        store,
        chart,
        as_of_date
),

final as (
    select
        charts.wave,
        charts.store,
        charts.store_position,
        charts.chart,
        charts.chart_position,
        coalesce(days_read.as_of_date, charts.wave_date) as as_of_date,
        days_read.observed_depth
    from charts
    left join days_read
        on
            charts.wave = days_read.wave
            and charts.store = days_read.store
            and charts.chart = days_read.chart
    where
        not charts.is_backfill
        or days_read.as_of_date is not null
)

select * from final
