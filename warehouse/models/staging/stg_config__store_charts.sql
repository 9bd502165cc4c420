with source as (
    select * from {{ source('config', 'store_charts') }}
),

final as (
    select
        store,
        chart,
        position,
        every
    from source
)

select * from final
