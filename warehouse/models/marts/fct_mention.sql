with mentions as (
    select * from {{ ref('int_mentions_weighed') }}
),

final as (
    select
        mention_id,
        wave,
        owner_id,
        capture_id,
        source,
        url,
        depth,
        fetched_at,
        page_title,
        page_kind,
        page_date,
        item_kind,
        item_id,
        channel_id,
        polarity,
        reason,
        confidence,
        is_hidden,
        weight,
        is_evidence,
        is_denial,
        term,
        sentence,
        snippet,
        block_kind,
        block_path,
        position,
        rule,
        rule_version
    from mentions
    order by
        wave,
        mention_id
)

select * from final
