-- One row per app and month: of several replies and files one that we fetched before one that others saved, the last;
-- of files the whole list before one typed by hand, then the last id.
with devices as (
    select * from {{ ref('stg_landing__app_devices') }}
),

ordered as (
    select
        devices.* exclude (import_id),
        imports.import_id,
        case when imports.import_id is null then devices.import_id end as capture_id,
        count(*) over app_month as n_readings,
        row_number() over (
            app_month
            order by
                imports.import_id is null desc,
                fetches.fetched_at desc nulls last,
                starts_with(imports.form, 'typed') asc,
                devices.import_id desc
        ) as reading
    from devices
    left join {{ ref('stg_landing__imports') }} as imports
        on
            devices.wave = imports.wave
            and devices.import_id = imports.import_id
    left join {{ ref('stg_landing__fetches') }} as fetches
        on
            devices.wave = fetches.wave
            and devices.import_id = fetches.fetch_id
    window app_month as (partition by devices.wave, devices.store, devices.chart, devices.month, devices.store_app_code)
),

final as (
    select * exclude (reading)
    from ordered
    where reading = 1
)

select * from final
