with readings as (
    select * from {{ ref('int_app_devices_chosen') }}
),

months_read as (
    select distinct
        wave,
        store,
        chart,
        month
    from readings
),

months as (
    select
        wave,
        store,
        chart,
        unnest(generate_series(min(month), max(month), interval 1 month))::date as month
    from months_read
    group by
        wave,
        store,
        chart
),

apps as (
    select distinct
        readings.wave,
        readings.store,
        readings.chart,
        codes.app_id,
        codes.owner_id,
        codes.app_kind,
        codes.name_zh,
        readings.store_app_code
    from readings
    inner join {{ ref('int_app_codes_listed') }} as codes
        on
            readings.store = codes.store
            and readings.store_app_code = codes.code
),

spanned as (
    select
        months.wave,
        months.store,
        months.chart,
        months.month,
        apps.app_id,
        apps.owner_id,
        apps.app_kind,
        apps.name_zh as app_name,
        months_read.month is not null as is_read,
        readings.n_devices_wan,
        readings.overall_rank,
        readings.growth_percent,
        readings.import_id,
        readings.capture_id,
        coalesce(readings.n_readings, 0) as n_readings,
        lag(readings.n_devices_wan) over (
            partition by months.wave, months.store, months.chart, apps.app_id
            order by months.month asc
        ) as n_devices_wan_before
    from months
    inner join apps
        on
            months.wave = apps.wave
            and months.store = apps.store
            and months.chart = apps.chart
    left join months_read
        on
            months.wave = months_read.wave
            and months.store = months_read.store
            and months.chart = months_read.chart
            and months.month = months_read.month
    left join readings
        on
            months.wave = readings.wave
            and months.store = readings.store
            and months.chart = readings.chart
            and months.month = readings.month
            and apps.store_app_code = readings.store_app_code
),

computed as (
    select
        *,
        cast(
            (n_devices_wan - n_devices_wan_before) * 100.0 / nullif(n_devices_wan_before, 0) as decimal(9, 2)
        ) as computed_growth_percent
    from spanned
),

final as (
    select
        wave,
        store,
        chart,
        month,
        app_id,
        owner_id,
        app_kind,
        app_name,
        case
            when not is_read then 'month_missing'
            when n_devices_wan is null then 'not_given'
            else 'given'
        end as state,
        n_devices_wan,
        overall_rank,
        growth_percent as published_growth_percent,
        computed_growth_percent,
        abs(computed_growth_percent - growth_percent) > 1 as is_break,
        import_id,
        capture_id,
        n_readings
    from computed
    order by
        wave,
        store,
        chart,
        app_id,
        month
)

select * from final
