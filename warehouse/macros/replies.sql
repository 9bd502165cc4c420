{# Replies of stores that have another form than the one that is read, in the waves of which ``asked`` is true. #}
{% macro changed_replies(asked) -%}
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
    and {{ asked }}
order by all
{%- endmacro %}
