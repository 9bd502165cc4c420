-- One row per wave, bank and mention that speaks for or against an item of it, its own or its union's.
-- Of a union only the app pages speak for its members. scope_channel_id: the channel in which an offer and a denial
-- contradict each other; a denial that names no channel speaks about the item as such (any).
with mentions as (
    select * from {{ ref('fct_mention') }}
    where
        is_evidence
        or is_denial
),

owned as (
    select
        banks.bank_id,
        false as is_inherited,
        mentions.*
    from {{ ref('dim_bank') }} as banks
    inner join mentions
        on
            banks.wave = mentions.wave
            and banks.bank_id = mentions.owner_id
    union all by name
    select
        banks.bank_id,
        true as is_inherited,
        mentions.*
    from {{ ref('dim_bank') }} as banks
    inner join mentions
        on
            banks.wave = mentions.wave
            and banks.union_id = mentions.owner_id
    where starts_with(mentions.source, 'store_')
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        case when item_kind = 'channel' or channel_id = 'unstated' then 'any' else channel_id end as scope_channel_id,
        mention_id,
        capture_id,
        coalesce(sentence, mention_id) as sentence,
        is_inherited,
        is_evidence,
        weight = 'full' as is_full,
        confidence,
        page_date,
        starts_with(rule, 'future') as is_announcement,
        depth,
        position
    from owned
)

select * from final
