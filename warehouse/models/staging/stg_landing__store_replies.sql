with source as (
    select * from {{ source('landing', 'store_replies') }}
),

final as (
    select
        wave,
        store,
        reply_kind,
        chart,
        page,
        as_of_date,
        state,
        outcome,
        n_entries,
        n_details,
        n_listed,
        missing_codes,
        problem,
        warnings,
        capture_id,
        url
    from source
)

select * from final
