-- One row per list-day and segment: its banks by state and by how high their best app stands, empty segments included.
with ranks as (
    select * from {{ ref('fct_bank_app_rank') }}
),

lists as (
    select distinct
        wave,
        store,
        chart,
        as_of_date,
        observed_depth
    from ranks
),

final as (
    select
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        segments.segment,
        lists.observed_depth,
        count(ranks.bank_id) as n_banks,
        count(*) filter (where ranks.state = 'listed') as n_listed,
        count(*) filter (where ranks.state = 'not_listed') as n_not_listed,
        count(*) filter (where ranks.state = 'unknown') as n_unknown,
        count(*) filter (where ranks.state = 'listed' and ranks.is_inherited) as n_inherited,
        count(distinct ranks.best_rank) as n_apps,
        count(*) filter (where ranks.best_rank <= 15) as n_top_15,
        count(*) filter (where ranks.best_rank <= 100) as n_top_100,
        count(*) filter (where ranks.best_rank <= 200) as n_top_200
    from lists
    cross join {{ ref('dim_segment') }} as segments
    left join {{ ref('int_segment_banks') }} as segment_banks
        on
            lists.wave = segment_banks.wave
            and segments.segment = segment_banks.segment
    left join ranks
        on
            lists.wave = ranks.wave
            and lists.store = ranks.store
            and lists.chart = ranks.chart
            and lists.as_of_date = ranks.as_of_date
            and segment_banks.bank_id = ranks.bank_id
    group by
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        segments.segment,
        lists.observed_depth
)

select * from final
