with source as (
    select * from {{ source('config', 'outcomes') }}
),

final as (
    select
        outcome,
        is_visit,
        is_answer
    from source
)

select * from final
