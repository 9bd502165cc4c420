with source as (
    select * from {{ source('config', 'reply_kinds') }}
),

final as (
    select
        reply_kind,
        has_description
    from source
)

select * from final
