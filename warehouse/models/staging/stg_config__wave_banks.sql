with source as (
    select * from {{ source('config', 'wave_banks') }}
),

final as (
    select
        wave,
        bank_id,
        position,
        has_seed
    from source
)

select * from final
