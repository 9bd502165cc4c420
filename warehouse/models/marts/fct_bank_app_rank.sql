with lists as (
    select * from {{ ref('int_app_lists_spanned') }}
),

named as (
    select
        wave,
        store,
        chart,
        as_of_date,
        bool_or(starts_with(store_app_code, 'bundle:')) as is_bundle,
        bool_or(is_imported) as is_imported
    from {{ ref('fct_app_rank') }}
    group by
        wave,
        store,
        chart,
        as_of_date
),

listable as (
    select * from {{ ref('int_apps_listable') }}
),

ranked as (
    select * from {{ ref('int_apps_ranked') }}
    where place = 1
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
            when lists.observed_depth is not null and listable.bank_id is not null then 'not_listed'
            else 'unknown'
        end as state,
        best.rank as best_rank,
        lists.observed_depth,
        best.app_id,
        best.app_name,
        best.app_kind,
        coalesce(best.is_inherited, false) as is_inherited,
        coalesce(named.is_imported, false) as is_imported
    from lists
    inner join {{ ref('dim_bank') }} as banks
        on lists.wave = banks.wave
    left join named
        on
            lists.wave = named.wave
            and lists.store = named.store
            and lists.chart = named.chart
            and lists.as_of_date = named.as_of_date
    left join listable
        on
            lists.wave = listable.wave
            and lists.store = listable.store
            and banks.bank_id = listable.bank_id
            and named.is_bundle = listable.is_bundle
    left join ranked as best
        on
            lists.wave = best.wave
            and lists.store = best.store
            and lists.chart = best.chart
            and lists.as_of_date = best.as_of_date
            and banks.bank_id = best.bank_id
    order by
        lists.wave,
        lists.store,
        lists.chart,
        lists.as_of_date,
        banks.bank_id
)

select * from final
