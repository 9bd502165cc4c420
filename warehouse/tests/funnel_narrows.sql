-- Each step of the survey has as many banks as the one before it or fewer, the first has all, and bank types add up to all.
with by_type as (
    select
        wave,
        step,
        sum(n_reached) filter (where segment = 'all') - sum(n_reached) filter (
            where segment not in ('all', 'small_and_medium')
        ) as n_missing
    from {{ ref('survey_funnel') }}
    group by
        wave,
        step
)

select
    wave,
    segment,
    step
from {{ ref('survey_funnel') }}
window narrowing as (
    partition by wave, segment
    order by position asc
)
qualify
    n_reached > coalesce(lag(n_reached) over narrowing, n_banks)
    or (position = 1 and n_reached <> n_banks)
    or greatest(n_by_site, n_by_app) > n_banks
union all
select
    wave,
    'all' as segment,
    step
from by_type
where n_missing <> 0
