with source as (
    select * from {{ source('config', 'banks') }}
),

final as (
    select
        bank_id,
        name_zh,
        short_name_zh,
        name_en,
        bank_type,
        province,
        city,
        website_url,
        union_id
    from source
)

select * from final
