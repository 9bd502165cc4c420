-- Warns of replies of a series that have another form than the one that is read: the store is to be looked at.
{{ config(severity='warn') }}
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
    and waves.is_series
order by all
