with source as (
    select * from {{ source('config', 'stores') }}
),

final as (
    select
        store,
        title_zh,
        title_en,
        identity,
        is_on,
        has_descriptions
    from source
)

select * from final
