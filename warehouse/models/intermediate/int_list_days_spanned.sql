-- One row per list and day: of a series every day from its first to its last reply, of other waves the days asked.
-- period: within which a series asks for the list until it has come (the month given out is the one before fifteen
-- days ago, so it changes on the 16th).
with charts as (
    select
        waves.wave,
        waves.is_series,
        wave_stores.store,
        charts.chart,
        charts.every
    from {{ ref('stg_config__waves') }} as waves
    inner join {{ ref('stg_config__wave_stores') }} as wave_stores
        on waves.wave = wave_stores.wave
    inner join {{ ref('stg_config__stores') }} as stores
        on
            wave_stores.store = stores.store
            and stores.is_on
    inner join {{ ref('stg_config__store_charts') }} as charts
        on
            wave_stores.store = charts.store
            and charts.every is not null
),

replies as (
    select * from {{ ref('fct_store_reply') }}
),

calendar as (
    select
        wave,
        unnest(generate_series(min(as_of_date), max(as_of_date), interval 1 day))::date as as_of_date
    from replies
    group by wave
),

days as (
    select
        charts.wave,
        charts.store,
        charts.chart,
        calendar.as_of_date
    from charts
    inner join calendar
        on
            charts.wave = calendar.wave
            and charts.is_series
    union
    -- a store that was switched off in between was asked all the same
    select
        wave,
        store,
        chart,
        as_of_date
    from replies
    where chart is not null
),

final as (
    select
        days.wave,
        days.store,
        days.chart,
        days.as_of_date,
        coalesce(charts.every, 'day') as every,
        case charts.every
            when 'month' then date_trunc('month', days.as_of_date - interval 15 day)::date
            when 'wave' then date '0001-01-01'
            else days.as_of_date
        end as period
    from days
    left join {{ ref('stg_config__store_charts') }} as charts
        on
            days.store = charts.store
            and days.chart = charts.chart
)

select * from final
