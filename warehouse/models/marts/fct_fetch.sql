with fetches as (
    select * from {{ ref('stg_landing__fetches') }}
),

decided as (
    select * from {{ ref('int_urls_decided') }}
),

final as (
    select
        fetches.fetch_id,
        fetches.wave,
        fetches.source,
        fetches.owner_id,
        fetches.url,
        fetches.final_url,
        fetches.outcome,
        fetches.is_visit,
        decided.fetch_id is not null as is_final,
        fetches.fetched_at,
        fetches.http_status,
        fetches.content_type,
        fetches.n_bytes,
        fetches.depth,
        fetches.parent_url,
        fetches.anchor_text,
        fetches.attempt,
        fetches.is_rendered,
        fetches.detail,
        fetches.segment,
        fetches."offset"
    from fetches
    left join decided
        on
            fetches.wave = decided.wave
            and fetches.fetch_id = decided.fetch_id
    order by
        fetches.wave,
        fetches.fetch_id
)

select * from final
