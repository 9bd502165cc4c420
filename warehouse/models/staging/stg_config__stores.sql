with source as (
    select * from {{ source('config', 'stores') }}
),

final as (
    select
        store,
        title_zh,
        title_en,
        is_on,
        min_depth
    from source
)

select * from final
