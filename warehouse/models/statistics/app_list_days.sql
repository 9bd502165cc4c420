with days as (
    select * from {{ ref('int_list_days_spanned') }}
),

replies as (
    select * from {{ ref('int_list_replies_counted') }}
),

joined as (
    select
        days.wave,
        days.store,
        days.chart,
        days.as_of_date,
        days.every,
        replies.state,
        replies.outcome,
        replies.problem,
        replies.capture_id,
        coalesce(replies.n_replies, 0) as n_replies,
        coalesce(replies.n_replies_read, 0) as n_replies_read,
        coalesce(replies.n_rows, 0) as n_rows,
        replies.observed_depth,
        bool_or(coalesce(replies.state = 'read' and replies.n_rows > 0, false)) over (
            partition by days.wave, days.store, days.chart, days.period
            order by days.as_of_date asc
        ) as has_come
    from days
    left join replies
        on
            days.wave = replies.wave
            and days.store = replies.store
            and days.chart = replies.chart
            and days.as_of_date = replies.as_of_date
),

final as (
    select
        wave,
        store,
        chart,
        as_of_date,
        every,
        case
            when state is not null then state
            when has_come then 'not_due'
            else 'missing'
        end as state,
        outcome,
        n_replies,
        n_replies_read,
        n_rows,
        observed_depth,
        problem,
        capture_id
    from joined
    order by
        wave,
        store,
        chart,
        as_of_date
)

select * from final
