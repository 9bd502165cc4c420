{{ config(post_hook="{{ restore_retired(['item_kind', 'item_id']) }}") }}

with items as (
    select * from {{ ref('stg_config__items') }}
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
        absent_depth
    from items
    order by
        item_kind,
        position,
        item_id
)

select * from final
