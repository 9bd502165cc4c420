with source as (
    select * from {{ source('config', 'apps') }}
),

final as (
    select
        app_id,
        owner_id,
        store,
        store_app_code,
        name_zh,
        kind
    from source
)

select * from final
