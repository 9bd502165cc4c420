with visits as (
    select * from {{ ref('int_visits_judged') }}
),

final as (
    select
        wave,
        bank_id,
        visit_status,
        n_urls,
        n_visited,
        n_blocking,
        complete_depth,
        main_outcome
    from visits
    order by
        wave,
        bank_id
)

select * from final
