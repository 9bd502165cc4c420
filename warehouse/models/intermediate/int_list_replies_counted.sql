-- One row per list and day that was asked: its best reply (read, then what a person must see to first), the replies
-- counted, and the rows that they gave.
with replies as (
    select * from {{ ref('fct_store_reply') }}
    where chart is not null
),

ranks as (
    select
        wave,
        store,
        chart,
        as_of_date,
        count(*) as n_rows,
        max(observed_depth) as observed_depth
    from {{ ref('fct_app_rank') }}
    where not is_imported
    group by
        wave,
        store,
        chart,
        as_of_date
),

devices as (
    select
        wave,
        import_id as capture_id,
        count(*) as n_rows
    from {{ ref('stg_landing__app_devices') }}
    group by
        wave,
        import_id
),

counted as (
    select
        replies.wave,
        replies.store,
        replies.chart,
        replies.as_of_date,
        count(*) as n_replies,
        count(*) filter (where replies.state = 'read') as n_replies_read,
        max(devices.n_rows) as n_device_rows
    from replies
    left join devices
        on
            replies.wave = devices.wave
            and replies.capture_id = devices.capture_id
    group by
        replies.wave,
        replies.store,
        replies.chart,
        replies.as_of_date
),

best as (
    select *
    from replies
    qualify row_number() over (
        partition by wave, store, chart, as_of_date
        order by
            list_position(['read', 'changed', 'withheld', 'unfetched'], state) asc,
            outcome = 'truncated' asc,
            fetched_at desc,
            capture_id desc
    ) = 1
),

final as (
    select
        best.wave,
        best.store,
        best.chart,
        best.as_of_date,
        best.state,
        best.outcome,
        best.problem,
        best.capture_id,
        counted.n_replies,
        counted.n_replies_read,
        coalesce(ranks.n_rows, counted.n_device_rows, 0) as n_rows,
        ranks.observed_depth
    from best
    inner join counted
        on
            best.wave = counted.wave
            and best.store = counted.store
            and best.chart = counted.chart
            and best.as_of_date = counted.as_of_date
    left join ranks
        on
            best.wave = ranks.wave
            and best.store = ranks.store
            and best.chart = ranks.chart
            and best.as_of_date = ranks.as_of_date
)

select * from final
