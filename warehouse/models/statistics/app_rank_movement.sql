with lists as (
    select * from {{ ref('int_app_lists_followed') }}
),

ranks as (
    select * from {{ ref('fct_bank_app_rank') }}
),

published as (
    select
        owners.wave,
        owners.bank_id,
        min(printed.rank) as rank
    from {{ ref('int_bank_owners') }} as owners
    inner join {{ ref('published_2018_app_ranks') }} as printed
        on owners.owner_id = printed.bank_id
    group by
        owners.wave,
        owners.bank_id
),

final as (
    select
        now.wave,
        now.store,
        now.chart,
        now.as_of_date,
        now.bank_id,
        now.state,
        now.best_rank,
        now.is_inherited,
        lists.observed_depth,
        lists.previous_date,
        lists.previous_depth,
        previous.best_rank as previous_rank,
        {{ movement('now', 'lists.observed_depth', 'previous', 'lists.previous_date', 'lists.previous_depth') }} as movement,
        previous.best_rank - now.best_rank as n_places_up,
        lists.last_year_date,
        lists.last_year_depth,
        last_year.best_rank as last_year_rank,
        {{ movement('now', 'lists.observed_depth', 'last_year', 'lists.last_year_date', 'lists.last_year_depth') }} as movement_since_last_year,
        last_year.best_rank - now.best_rank as n_places_up_since_last_year,
        published.rank as published_2018_rank
    from ranks as now
    inner join lists
        on
            now.wave = lists.wave
            and now.store = lists.store
            and now.chart = lists.chart
            and now.as_of_date = lists.as_of_date
    left join ranks as previous
        on
            lists.previous_wave = previous.wave
            and lists.store = previous.store
            and lists.chart = previous.chart
            and lists.previous_date = previous.as_of_date
            and now.bank_id = previous.bank_id
    left join ranks as last_year
        on
            lists.last_year_wave = last_year.wave
            and lists.store = last_year.store
            and lists.chart = last_year.chart
            and lists.last_year_date = last_year.as_of_date
            and now.bank_id = last_year.bank_id
    left join published
        on
            now.wave = published.wave
            and now.bank_id = published.bank_id
    order by
        now.wave,
        now.store,
        now.chart,
        now.as_of_date,
        now.bank_id
)

select * from final
