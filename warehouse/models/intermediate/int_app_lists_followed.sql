-- One row per list-day that was read: the reading before it, and the one nearest to a year before, in any wave.
with days as (
    select distinct
        wave,
        store,
        chart,
        as_of_date,
        observed_depth
    from {{ ref('int_app_lists_chosen') }}
),

earlier as (
    select
        days.wave,
        days.store,
        days.chart,
        days.as_of_date,
        others.wave as other_wave,
        others.as_of_date as other_date,
        others.observed_depth as other_depth,
        abs(others.as_of_date - cast(days.as_of_date - interval 1 year as date)) as n_days_off_year,
        row_number() over (
            partition by days.wave, days.store, days.chart, days.as_of_date
            order by
                others.as_of_date desc,
                others.wave = days.wave desc,
                others.wave asc
        ) as recency
    from days
    inner join days as others
        on
            days.store = others.store
            and days.chart = others.chart
            and days.as_of_date > others.as_of_date
),

a_year_before as (
    select
        *,
        row_number() over (
            partition by wave, store, chart, as_of_date
            order by
                n_days_off_year asc,
                recency asc
        ) as nearness
    from earlier
    where n_days_off_year <= 31
),

final as (
    select
        days.wave,
        days.store,
        days.chart,
        days.as_of_date,
        days.observed_depth,
        previous.other_wave as previous_wave,
        previous.other_date as previous_date,
        previous.other_depth as previous_depth,
        last_year.other_wave as last_year_wave,
        last_year.other_date as last_year_date,
        last_year.other_depth as last_year_depth
    from days
    left join earlier as previous
        on
            days.wave = previous.wave
            and days.store = previous.store
            and days.chart = previous.chart
            and days.as_of_date = previous.as_of_date
            and previous.recency = 1
    left join a_year_before as last_year
        on
            days.wave = last_year.wave
            and days.store = last_year.store
            and days.chart = last_year.chart
            and days.as_of_date = last_year.as_of_date
            and last_year.nearness = 1
)

select * from final
