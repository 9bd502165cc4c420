with source as (
    select * from {{ source('config', 'app_proposals') }}
),

final as (
    select
        store,
        store_app_code,
        app_name,
        seller,
        owner_id,
        basis,
        written,
        score
    from source
)

select * from final
