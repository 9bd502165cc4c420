-- No reply of a store has another form than the one that is read, in waves that ask once; an attempt that another one
-- of its address made up for does not count. In a series the next day asks again: series_replies_are_read warns.
select
    replies.wave,
    replies.store,
    replies.reply_kind,
    replies.url,
    replies.problem
from {{ ref('fct_store_reply') }} as replies
inner join {{ ref('dim_wave') }} as waves
    on replies.wave = waves.wave
where
    replies.state = 'changed'
    and replies.is_final
    and not waves.is_series
    and not waves.is_backfill
order by all
