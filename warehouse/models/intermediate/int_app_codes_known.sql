-- One row per code by which a list may name an app: the store's own code, and the further ones.
with apps as (
    select * from {{ ref('stg_config__apps') }}
),

codes as (
    select
        store,
        store_app_code as code,
        app_id,
        'code' as owner_basis
    from apps
    union all
    select
        store,
        code,
        app_id,
        'other_code' as owner_basis
    from {{ ref('stg_config__app_codes') }}
),

final as (
    select
        codes.store,
        codes.code,
        codes.owner_basis,
        apps.app_id,
        apps.owner_id,
        apps.kind as app_kind,
        apps.name_zh,
        starts_with(codes.code, 'bundle:') as is_bundle
    from codes
    inner join apps
        on codes.app_id = apps.app_id
)

select * from final
