-- What each store of a wave gave: rows of each of its lists, and app pages read.
with lists as (
    select
        stores.wave,
        stores.store,
        charts.chart
    from {{ ref('stg_config__wave_stores') }} as stores
    inner join {{ ref('stg_config__store_charts') }} as charts
        on stores.store = charts.store
),

entries as (
    select
        wave,
        store,
        chart,
        count(*) as n_rows
    from {{ ref('fct_app_rank') }}
    group by
        wave,
        store,
        chart
),

details as (
    select
        wave,
        store,
        count(distinct store_app_code) as n_rows
    from {{ ref('fct_app_detail') }}
    group by
        wave,
        store
),

final as (
    select
        lists.wave,
        'list_entries' as measure,
        lists.store || '/' || lists.chart as subject,
        coalesce(entries.n_rows, 0) as value
    from lists
    left join entries
        on
            lists.wave = entries.wave
            and lists.store = entries.store
            and lists.chart = entries.chart
    union all
    select
        stores.wave,
        'app_pages' as measure,
        stores.store as subject,
        coalesce(details.n_rows, 0) as value
    from {{ ref('stg_config__wave_stores') }} as stores
    left join details
        on
            stores.wave = details.wave
            and stores.store = details.store
)

select * from final
