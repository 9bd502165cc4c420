-- One row per position of the one capture that stands for a store list on a day: the deepest, then the last id.
with ranks as (
    select * from {{ ref('stg_landing__app_ranks') }}
),

captures as (
    select
        wave,
        store,
        chart,
        as_of_date,
        capture_id,
        row_number() over (
            partition by wave, store, chart, as_of_date
            order by max(observed_depth) desc, capture_id desc
        ) as capture_order
    from ranks
    group by
        wave,
        store,
        chart,
        as_of_date,
        capture_id
),

final as (
    select ranks.*
    from ranks
    inner join captures
        on
            ranks.wave = captures.wave
            and ranks.store = captures.store
            and ranks.chart = captures.chart
            and ranks.as_of_date = captures.as_of_date
            and ranks.capture_id = captures.capture_id
    where captures.capture_order = 1
)

select * from final
