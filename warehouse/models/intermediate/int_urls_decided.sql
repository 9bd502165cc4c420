-- One row per wave, source, owner and URL (without its scheme): the attempt that decides it.
-- A visit decides over a failure and what a host answered over no answer (https refused, http walled);
-- among equals a rendered capture over a plain one, then the last attempt.
with attempts as (
    select * from {{ ref('stg_landing__fetches') }}
),

ranked as (
    select
        wave,
        source,
        owner_id,
        url_key,
        fetch_id,
        outcome,
        is_visit,
        min(depth) over (partition by wave, source, owner_id, url_key) as depth,
        row_number() over (
            partition by wave, source, owner_id, url_key
            order by
                is_visit desc,
                is_answer desc,
                is_rendered desc,
                fetched_at desc,
                attempt desc,
                fetch_id asc
        ) as attempt_order
    from attempts
),

final as (
    select
        wave,
        source,
        owner_id,
        url_key,
        fetch_id,
        outcome,
        is_visit,
        depth,
        -- a page that is gone hides nothing, nor does a link that leads off the site
        not is_visit and outcome <> 'gone' and not (outcome = 'wrong_site' and depth > 0) as is_blocking
    from ranked
    where attempt_order = 1
)

select * from final
