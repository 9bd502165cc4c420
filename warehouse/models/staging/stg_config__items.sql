with source as (
    select * from {{ source('config', 'items') }}
),

final as (
    select
        item_kind,
        item_id,
        parent_id,
        position,
        title_zh,
        title_en,
        definition,
        absent_depth,
        list_contains(absent_sources, 'app_store') as has_app_source
    from source
)

select * from final
