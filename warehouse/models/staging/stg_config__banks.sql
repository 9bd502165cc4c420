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
        institution_code,
        province,
        city,
        website_url,
        union_id,
        valid_from,
        valid_until,
        successor_id,
        succession_kind
    from source
)

select * from final
