with kinds as (
    select unnest(['mobile_bank', 'credit_card', 'life', 'corporate', 'direct_bank']) as app_kind
),

lists as (
    select distinct
        wave,
        store,
        chart,
        as_of_date,
        observed_depth
    from {{ ref('fct_app_rank') }}
),

-- an app known by its seller alone has no kind
best_of_kind as (
    select
        wave,
        store,
        chart,
        as_of_date,
        bank_id,
        app_kind,
        min(rank) as best_rank,
        arg_min(is_inherited, rank) as is_inherited
    from {{ ref('int_apps_ranked') }}
    where app_kind is not null
    group by
        wave,
        store,
        chart,
        as_of_date,
        bank_id,
        app_kind
),

final as (
    select
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        segments.segment,
        kinds.app_kind,
        lists.observed_depth,
        count(best_of_kind.bank_id) as n_listed,
        count(*) filter (where best_of_kind.is_inherited) as n_inherited,
        count(distinct best_of_kind.best_rank) as n_apps,
        min(best_of_kind.best_rank) as best_rank
    from lists
    cross join {{ ref('dim_segment') }} as segments
    cross join kinds
    left join {{ ref('int_segment_banks') }} as segment_banks
        on
            lists.wave = segment_banks.wave
            and segments.segment = segment_banks.segment
    left join best_of_kind
        on
            lists.wave = best_of_kind.wave
            and lists.store = best_of_kind.store
            and lists.chart = best_of_kind.chart
            and lists.as_of_date = best_of_kind.as_of_date
            and segment_banks.bank_id = best_of_kind.bank_id
            and kinds.app_kind = best_of_kind.app_kind
    group by
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        segments.segment,
        kinds.app_kind,
        lists.observed_depth
    order by
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        segments.segment,
        kinds.app_kind
)

select * from final
