with source as (
    select * from {{ source('config', 'app_codes') }}
),

final as (
    select
        store,
        code,
        app_id
    from source
)

select * from final
