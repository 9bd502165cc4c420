with source as (
    select * from {{ source('config', 'evidence_page_kinds') }}
),

final as (
    select
        wave,
        page_kind,
        weight
    from source
)

select * from final
