with source as (
    select * from {{ source('config', 'wave_stores') }}
),

final as (
    select
        wave,
        store,
        position
    from source
)

select * from final
