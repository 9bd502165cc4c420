-- One row per wave, bank and mention that speaks for or against an item of it, its own or its union's.
-- Of a union only the app pages speak for its members. scope_channel_id: the channel in which an offer and a denial
-- contradict each other; a denial that names no channel speaks about the item as such (any).
-- sentence_key stands for the sentence where sentences are only told apart: a number is grouped and kept at a fraction of
-- what a text costs, and two sentences of one bank and item share one once in 10^19. page_order: the pages of a wave,
-- the shallowest first.
with mentions as (
    select
        wave,
        owner_id,
        source,
        item_kind,
        item_id,
        channel_id,
        mention_id,
        capture_id,
        hash(coalesce(sentence, mention_id)) as sentence_key,
        is_evidence,
        is_denial,
        weight = 'full' as is_full,
        confidence,
        page_date,
        starts_with(rule, 'future') as is_announcement,
        depth,
        position
    from {{ ref('fct_mention') }}
    where
        is_evidence
        or is_denial
),

pages as (
    select
        wave,
        capture_id,
        row_number() over (
            partition by wave
            order by
                min(depth) asc,
                capture_id asc
        ) as page_order
    from mentions
    group by
        wave,
        capture_id
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
        owned.wave,
        owned.bank_id,
        owned.item_kind,
        owned.item_id,
        owned.channel_id,
        case
            when owned.item_kind = 'channel' or owned.channel_id = 'unstated' then 'any'
            else owned.channel_id
        end as scope_channel_id,
        owned.mention_id,
        pages.page_order,
        owned.sentence_key,
        owned.is_inherited,
        owned.is_evidence,
        owned.is_full,
        owned.confidence,
        owned.page_date,
        owned.is_announcement,
        owned.depth,
        owned.position
    from owned
    inner join pages
        on
            owned.wave = pages.wave
            and owned.capture_id = pages.capture_id
)

select * from final
