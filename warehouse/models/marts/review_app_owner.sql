with proposals as (
    select * from {{ ref('stg_config__app_proposals') }}
),

listed as (
    select
        ranks.wave,
        store_codes.code_store as store,
        ranks.store_app_code,
        min(ranks.rank) as best_rank,
        count(distinct ranks.as_of_date) as n_days
    from {{ ref('fct_app_rank') }} as ranks
    inner join {{ ref('stg_config__store_codes') }} as store_codes
        on
            ranks.store = store_codes.store
            and store_codes.platform is distinct from 'harmony'
    group by
        ranks.wave,
        store_codes.code_store,
        ranks.store_app_code
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
    -- a reply has named it since by the bundle id that is known
    where (proposals.store, proposals.store_app_code) not in (select (store, code) from {{ ref('int_app_codes_known') }})
    group by all
    order by
        proposals.store,
        proposals.store_app_code,
        proposals.owner_id,
        proposals.basis,
        proposals.written
)

select * from final
