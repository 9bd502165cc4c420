-- No rank is below 1 or beyond the depth of its list, in lists and for banks; only listed banks have one.
select
    wave,
    store,
    chart,
    as_of_date
from {{ ref('fct_app_rank') }}
where
    rank < 1
    or rank > observed_depth
union all
select
    wave,
    store,
    chart,
    as_of_date
from {{ ref('fct_bank_app_rank') }}
where
    best_rank < 1
    or best_rank > observed_depth
    or (state = 'listed') <> (best_rank is not null)
    or (state <> 'unknown' and observed_depth is null)
