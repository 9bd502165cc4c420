-- One row per wave, bank, item, channel and offered mention that speaks for it; 1 = the best.
-- The union's app pages speak for its members. Every mention also speaks for channel "any".
with mentions as (
    select * from {{ ref('fct_mention') }}
    where is_evidence
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

spread as (
    select
        *,
        channel_id as asked_channel_id
    from owned
    union all by name
    select
        *,
        'any' as asked_channel_id
    from owned
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        asked_channel_id as channel_id,
        mention_id,
        sentence,
        is_inherited,
        row_number() over (
            partition by wave, bank_id, item_kind, item_id, asked_channel_id
            order by
                is_inherited asc,
                channel_id = 'unstated' asc,
                depth asc,
                position asc,
                mention_id asc
        ) as evidence_order
    from spread
)

select * from final
