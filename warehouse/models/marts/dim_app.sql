{{ config(post_hook="{{ restore_retired(['app_id']) }}") }}

with apps as (
    select * from {{ ref('stg_config__apps') }}
),

final as (
    select
        app_id,
        owner_id,
        kind as app_kind,
        name_zh,
        store as code_register,
        store_app_code
    from apps
    order by app_id
)

select * from final
