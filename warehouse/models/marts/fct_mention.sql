with mentions as (
    select * from {{ ref('stg_landing__mentions') }}
),

fetches as (
    select * from {{ ref('stg_landing__fetches') }}
),

final as (
    select
        mentions.mention_id,
        mentions.wave,
        mentions.owner_id,
        mentions.capture_id,
        mentions.source,
        mentions.url,
        fetches.depth,
        fetches.fetched_at,
        mentions.page_title,
        mentions.item_kind,
        mentions.item_id,
        mentions.channel_id,
        mentions.polarity,
        mentions.reason,
        mentions.polarity = 'offered' and coalesce(fetches.is_visit, false) as is_evidence,
        mentions.term,
        mentions.sentence,
        mentions.snippet,
        mentions.block_kind,
        mentions.block_path,
        mentions.position,
        mentions.rule
    from mentions
    left join fetches
        on
            mentions.wave = fetches.wave
            and mentions.capture_id = fetches.fetch_id
    order by
        mentions.wave,
        mentions.mention_id
)

select * from final
