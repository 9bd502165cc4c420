-- In every list the states add up to the banks, the bank types to all banks, and the quartiles are in order.
with by_type as (
    select
        wave,
        store,
        chart,
        as_of_date,
        sum(n_banks) filter (where segment = 'all') - sum(n_banks) filter (
            where segment not in ('all', 'small_and_medium')
        ) as missing_banks,
        sum(n_listed) filter (where segment = 'all') - sum(n_listed) filter (
            where segment not in ('all', 'small_and_medium')
        ) as missing_listed
    from {{ ref('app_activity') }}
    group by
        wave,
        store,
        chart,
        as_of_date
)

select
    wave,
    store,
    chart,
    as_of_date,
    segment
from {{ ref('app_activity') }}
where
    n_listed + n_not_listed + n_unknown <> n_banks
    or (n_listed > 0) <> (median_rank is not null)
    or not coalesce(q1_rank <= median_rank and median_rank <= q3_rank and q3_rank <= observed_depth, true)
    or not coalesce(share_top_15 <= share_top_100, true)
    or not coalesce(share_top_100 <= share_top_200, true)
union all
select
    wave,
    store,
    chart,
    as_of_date,
    'all' as segment
from by_type
where
    missing_banks <> 0
    or missing_listed <> 0
