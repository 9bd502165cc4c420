with source as (
    select * from {{ source('config', 'seller_banks') }}
),

final as (
    select
        seller,
        bank_id
    from source
)

select * from final
