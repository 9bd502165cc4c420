with source as (
    select * from {{ source('config', 'evidence') }}
),

final as (
    select
        wave,
        hidden_weight,
        denied_confidence,
        denied_item_kinds,
        undated_days,
        outnumbered,
        absent_visit_statuses
    from source
)

select * from final
