-- One row per wave, bank and app that serves it in a store the wave reads: its own, or its union's.
with banks as (
    select * from {{ ref('dim_bank') }}
),

stores as (
    select * from {{ ref('stg_config__wave_stores') }}
),

pages_read as (
    select distinct
        wave,
        store,
        store_app_code
    from {{ ref('stg_landing__app_details') }}
),

final as (
    select
        banks.wave,
        banks.bank_id,
        apps.app_id,
        apps.store,
        apps.store_app_code,
        apps.name_zh,
        apps.owner_id <> banks.bank_id as is_inherited,
        pages_read.wave is not null as is_page_read,
        -- lists name apps by number; an app known by its bundle id alone cannot be looked for in one
        not starts_with(apps.store_app_code, 'bundle:') as is_listable
    from banks
    inner join {{ ref('stg_config__apps') }} as apps
        on
            apps.owner_id = banks.bank_id
            or apps.owner_id = banks.union_id
    inner join stores
        on
            banks.wave = stores.wave
            and apps.store = stores.store
    left join pages_read
        on
            banks.wave = pages_read.wave
            and apps.store = pages_read.store
            and apps.store_app_code = pages_read.store_app_code
)

select * from final
