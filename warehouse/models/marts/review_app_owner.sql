with proposals as (
    select * from {{ ref('stg_config__app_proposals') }}
),

listed as (
    select
        wave,
        store,
        store_app_code,
        min(rank) as best_rank,
        count(distinct as_of_date) as n_days
    from {{ ref('fct_app_rank') }}
    group by
        wave,
        store,
        store_app_code
),

final as (
    select
        proposals.store,
        proposals.store_app_code,
        proposals.app_name,
        proposals.seller,
        proposals.owner_id,
        proposals.basis,
        proposals.written,
        cast(proposals.score as decimal(5, 2)) as score,
        min(listed.best_rank) as best_rank,
        coalesce(max(listed.n_days), 0) as n_days
    from proposals
    left join listed
        on
            proposals.store = listed.store
            and proposals.store_app_code = listed.store_app_code
    group by all
    order by
        proposals.store,
        proposals.store_app_code,
        proposals.owner_id,
        proposals.basis,
        proposals.written
)

select * from final
