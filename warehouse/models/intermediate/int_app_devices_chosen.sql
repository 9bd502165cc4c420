-- One row per app and month: of several files the whole list before one typed by hand, then the last id.
with devices as (
    select * from {{ ref('stg_landing__app_devices') }}
),

imports as (
    select * from {{ ref('stg_landing__imports') }}
),

ordered as (
    select
        devices.*,
        count(*) over app_month as n_readings,
        row_number() over (
            app_month
            order by
                starts_with(imports.form, 'typed') asc,
                devices.import_id desc
        ) as reading
    from devices
    inner join imports
        on
            devices.wave = imports.wave
            and devices.import_id = imports.import_id
    window app_month as (partition by devices.wave, devices.store, devices.chart, devices.month, devices.store_app_code)
),

final as (
    select * exclude (reading)
    from ordered
    where reading = 1
)

select * from final
