with source as (
    select * from {{ source('config', 'store_codes') }}
),

final as (
    select
        store,
        code_store,
        platform
    from source
)

select * from final
