-- One row per position of the one reading that stands for a store list on a day: the deepest, then the one that was
-- begun last, a fetched one before an imported one. A reading in pages has one capture a page, all of one depth.
with ranks as (
    select
        ranks.*,
        fetches.fetched_at
    from {{ ref('stg_landing__app_ranks') }} as ranks
    left join {{ ref('stg_landing__fetches') }} as fetches
        on
            ranks.wave = fetches.wave
            and ranks.capture_id = fetches.fetch_id
),

deepest as (
    select *
    from ranks
    qualify observed_depth = max(observed_depth) over (partition by wave, store, chart, as_of_date)
),

-- where the last reading begins: its first place
begun as (
    select
        wave,
        store,
        chart,
        as_of_date,
        capture_id,
        fetched_at
    from deepest
    qualify row_number() over (
        partition by wave, store, chart, as_of_date
        order by
            fetched_at is not null desc,
            case when fetched_at is not null then rank end asc,
            fetched_at desc,
            capture_id desc,
            rank asc
    ) = 1
),

final as (
    select deepest.* exclude (fetched_at)
    from deepest
    inner join begun
        on
            deepest.wave = begun.wave
            and deepest.store = begun.store
            and deepest.chart = begun.chart
            and deepest.as_of_date = begun.as_of_date
            and case
                when begun.fetched_at is null then deepest.capture_id = begun.capture_id
                else deepest.fetched_at >= begun.fetched_at
            end
    qualify row_number() over (
        partition by deepest.wave, deepest.store, deepest.chart, deepest.as_of_date, deepest.rank
        order by
            deepest.fetched_at desc,
            deepest.capture_id desc
    ) = 1
)

select * from final
