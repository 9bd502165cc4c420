with source as (
    select * from {{ source('config', 'evidence_routes') }}
),

final as (
    select
        wave,
        position,
        confidence,
        n_sentences,
        n_pages,
        n_full
    from source
)

select * from final
