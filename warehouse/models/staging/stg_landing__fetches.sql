with source as (
    select * from {{ source('landing', 'fetches') }}
),

outcomes as (
    select * from {{ ref('stg_config__outcomes') }}
),

final as (
    select
        source.fetch_id,
        source.wave,
        source.source,
        source.owner_id,
        source.url,
        source.final_url,
        -- http and https of one page are one URL: the crawler falls back from the latter to the former
        regexp_replace(source.url, '^https?://', '') as url_key,
        source.outcome,
        outcomes.is_visit,
        outcomes.is_answer,
        source.fetched_at,
        source.http_status,
        source.content_type,
        source.n_bytes,
        source.depth,
        source.parent_url,
        source.anchor_text,
        source.attempt,
        source.is_rendered,
        source.detail,
        source.segment,
        source."offset"
    from source
    left join outcomes
        on source.outcome = outcomes.outcome
)

select * from final
