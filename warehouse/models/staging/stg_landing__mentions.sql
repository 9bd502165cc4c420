with source as (
    select * from {{ source('landing', 'mentions') }}
),

final as (
    select
        mention_id,
        wave,
        capture_id,
        source,
        owner_id,
        url,
        page_title,
        item_kind,
        item_id,
        channel_id,
        polarity,
        reason,
        term,
        sentence,
        snippet,
        block_kind,
        block_path,
        position,
        rule,
        rule_version,
        confidence,
        is_hidden
    from source
)

select * from final
