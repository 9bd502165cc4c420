with counted as (
    select * from {{ ref('int_app_states_counted') }}
),

quartiles as (
    select * from {{ ref('int_app_quartiles_computed') }}
),

published as (
    select * from {{ ref('published_2018') }}
    where
        statistic = 'app_activity'
        and item_id = 'n_listed'
),

final as (
    select
        counted.wave,
        counted.store,
        counted.chart,
        counted.as_of_date,
        counted.segment,
        counted.n_banks,
        counted.n_listed,
        counted.n_not_listed,
        counted.n_unknown,
        counted.n_inherited,
        counted.n_apps,
        counted.observed_depth,
        quartiles.q1_rank,
        quartiles.median_rank,
        quartiles.q3_rank,
        {% for depth in [15, 100, 200] -%}
        case
            when counted.observed_depth >= {{ depth }}
                then {{ share('counted.n_top_' ~ depth, 'counted.n_listed + counted.n_not_listed') }}
        end as share_top_{{ depth }},
        {% endfor -%}
        cast(published.value as integer) as published_2018_listed
    from counted
    left join quartiles
        on
            counted.wave = quartiles.wave
            and counted.store = quartiles.store
            and counted.chart = quartiles.chart
            and counted.as_of_date = quartiles.as_of_date
            and counted.segment = quartiles.segment
    left join published
        on counted.segment = published.segment
    order by
        counted.wave,
        counted.store,
        counted.chart,
        counted.as_of_date,
        counted.segment
)

select * from final
