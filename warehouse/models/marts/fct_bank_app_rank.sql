with lists as (
    select * from {{ ref('int_app_lists_spanned') }}
),

bank_apps as (
    select * from {{ ref('int_apps_matched') }}
),

known as (
    select
        wave,
        bank_id,
        store,
        bool_and(is_listable) as is_listable
    from bank_apps
    group by
        wave,
        bank_id,
        store
),

ranked as (
    select
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        bank_apps.bank_id,
        ranks.rank,
        bank_apps.app_id,
        ranks.app_name,
        bank_apps.is_inherited,
        row_number() over (
            partition by ranks.wave, ranks.store, ranks.chart, ranks.as_of_date, bank_apps.bank_id
            order by ranks.rank asc
        ) as rank_order
    from {{ ref('fct_app_rank') }} as ranks
    inner join bank_apps
        on
            ranks.wave = bank_apps.wave
            and ranks.app_id = bank_apps.app_id
            and ranks.store = bank_apps.store
),

final as (
    select
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        banks.bank_id,
        case
            when best.rank is not null then 'listed'
            when lists.observed_depth is not null and known.is_listable then 'not_listed'
            else 'unknown'
        end as state,
        best.rank as best_rank,
        lists.observed_depth,
        best.app_id,
        best.app_name,
        coalesce(best.is_inherited, false) as is_inherited
    from lists
    inner join {{ ref('dim_bank') }} as banks
        on lists.wave = banks.wave
    left join known
        on
            lists.wave = known.wave
            and lists.store = known.store
            and banks.bank_id = known.bank_id
    left join ranked as best
        on
            lists.wave = best.wave
            and lists.store = best.store
            and lists.chart = best.chart
            and lists.as_of_date = best.as_of_date
            and banks.bank_id = best.bank_id
            and best.rank_order = 1
    order by
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        banks.bank_id
)

select * from final
