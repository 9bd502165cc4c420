-- Pages that a rule kept us from and whose detail begins with no known reason: crawl_refrained would miss them.
select
    fetches.wave,
    fetches.fetch_id,
    fetches.detail
from {{ ref('fct_fetch') }} as fetches
left join {{ ref('stg_config__refrained') }} as reasons
    on split_part(fetches.detail, ':', 1) = reasons.reason
where
    fetches.outcome = 'robots_disallowed'
    and reasons.reason is null
