-- One row per position of the one list that stands for a store chart on a day: the deepest, a fetched one before an
-- imported one, then the one that came last. All rows of a list carry its list_id, whichever page they stand on.
with ranks as (
    select * from {{ ref('stg_landing__app_ranks') }}
),

lists as (
    select
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        ranks.list_id,
        row_number() over (
            partition by ranks.wave, ranks.store, ranks.chart, ranks.as_of_date
            order by
                max(ranks.observed_depth) desc,
                max(fetches.fetched_at) desc nulls last,
                ranks.list_id desc
        ) as list_order
    from ranks
    left join {{ ref('stg_landing__fetches') }} as fetches
        on
            ranks.wave = fetches.wave
            and ranks.list_id = fetches.fetch_id
    group by
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        ranks.list_id
),

final as (
    select ranks.*
    from ranks
    inner join lists
        on
            ranks.wave = lists.wave
            and ranks.store = lists.store
            and ranks.chart = lists.chart
            and ranks.as_of_date = lists.as_of_date
            and ranks.list_id = lists.list_id
    where lists.list_order = 1
)

select * from final
