with banks as (
    select * from {{ ref('dim_bank') }}
),

products as (
    select
        wave,
        bank_id,
        count(distinct series) as n_products
    from {{ ref('fct_product') }}
    group by
        wave,
        bank_id
),

app_ranks as (
    select ranks.*
    from {{ ref('fct_bank_app_rank') }} as ranks
    inner join {{ ref('int_profile_lists_chosen') }} as lists
        on
            ranks.wave = lists.wave
            and ranks.store = lists.store
            and ranks.chart = lists.chart
            and ranks.as_of_date = lists.as_of_date
),

final as (
    select
        banks.wave,
        banks.bank_id,
        banks.short_name_zh,
        banks.bank_type,
        visits.visit_status,
        visits.main_outcome,
        answers.n_scenarios,
        answers.n_scenarios_unknown,
        answers.n_scenario_categories,
        answers.n_lines_web,
        answers.n_lines_mobile,
        answers.n_lines_wechat,
        answers.n_lines_any,
        answers.channels_zh,
        -- none seen is a count only where something was read
        coalesce(products.n_products, case when visits.n_visited > 0 then 0 end) as n_products,
        app_ranks.best_rank as best_app_rank,
        app_ranks.observed_depth as app_rank_depth,
        coalesce(app_ranks.state, 'unknown') as app_rank_state,
        coalesce(app_ranks.is_inherited, false) as is_app_inherited,
        app_ranks.store as app_rank_store,
        app_ranks.chart as app_rank_chart,
        app_ranks.as_of_date as app_rank_date
    from banks
    inner join {{ ref('fct_visit') }} as visits
        on
            banks.wave = visits.wave
            and banks.bank_id = visits.bank_id
    inner join {{ ref('int_profile_answers_counted') }} as answers
        on
            banks.wave = answers.wave
            and banks.bank_id = answers.bank_id
    left join products
        on
            banks.wave = products.wave
            and banks.bank_id = products.bank_id
    left join app_ranks
        on
            banks.wave = app_ranks.wave
            and banks.bank_id = app_ranks.bank_id
    order by
        banks.wave,
        banks.bank_id
)

select * from final
