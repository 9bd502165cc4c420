with source as (
    select * from {{ source('config', 'segments') }}
),

final as (
    select
        segment,
        bank_type,
        title_zh,
        title_en,
        position
    from source
)

select * from final
