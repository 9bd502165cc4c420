with replies as (
    select * from {{ ref('stg_landing__store_replies') }}
),

fetches as (
    select * from {{ ref('fct_fetch') }}
),

final as (
    select
        replies.wave,
        replies.store,
        replies.capture_id,
        replies.reply_kind,
        replies.chart,
        replies.page,
        replies.as_of_date,
        replies.state,
        replies.outcome,
        replies.n_entries,
        replies.n_details,
        replies.n_listed,
        replies.missing_codes,
        replies.problem,
        replies.warnings,
        replies.url,
        fetches.is_final,
        fetches.fetched_at
    from replies
    left join fetches
        on
            replies.wave = fetches.wave
            and replies.capture_id = fetches.fetch_id
    order by
        replies.wave,
        replies.store,
        replies.as_of_date,
        replies.reply_kind,
        replies.capture_id
)

select * from final
