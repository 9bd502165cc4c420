with source as (
    select * from {{ source('config', 'refrained') }}
),

final as (
    select
        reason,
        position
    from source
)

select * from final
