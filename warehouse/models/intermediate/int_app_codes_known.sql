-- One row per store, code and platform by which it may name an app: that of config/apps.csv, the further ones, and the
-- track ids that replies give for bundle ids. is_bundle: such a code is a bundle id, which no list by number names.
with apps as (
    select * from {{ ref('stg_config__apps') }}
),

declared as (
    select
        store as code_store,
        store_app_code as code,
        app_id,
        'code' as owner_basis
    from apps
    union all
    select
        store as code_store,
        code,
        app_id,
        'other_code' as owner_basis
    from {{ ref('stg_config__app_codes') }}
),

-- an app known by its bundle id alone has the number under which a reply names it
learnt as (
    select
        store_codes.code_store,
        details.store_app_code as code,
        min(declared.app_id) as app_id,
        'other_code' as owner_basis
    from {{ ref('stg_landing__app_details') }} as details
    inner join {{ ref('stg_config__store_codes') }} as store_codes
        on
            details.store = store_codes.store
            and details.platform = store_codes.platform
    inner join declared
        on
            store_codes.code_store = declared.code_store
            and declared.code = 'bundle:' || details.other_code
    where (store_codes.code_store, details.store_app_code) not in (select (code_store, code) from declared)
    group by
        store_codes.code_store,
        details.store_app_code
),

codes as (
    select * from declared
    union all
    select * from learnt
),

final as (
    select
        store_codes.store,
        codes.code,
        store_codes.platform,
        codes.owner_basis,
        apps.app_id,
        apps.owner_id,
        apps.kind as app_kind,
        apps.name_zh,
        starts_with(codes.code, 'bundle:') as is_bundle
    from codes
    inner join apps
        on codes.app_id = apps.app_id
    inner join {{ ref('stg_config__store_codes') }} as store_codes
        on codes.code_store = store_codes.code_store
)

select * from final
