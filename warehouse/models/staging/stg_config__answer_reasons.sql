with source as (
    select * from {{ source('config', 'answer_reasons') }}
),

final as (
    select
        reason,
        answer,
        has_outcome
    from source
)

select * from final
