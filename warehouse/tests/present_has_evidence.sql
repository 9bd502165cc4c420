-- Every present answer names a mention that is an offer, is about the item, and belongs to the bank or its union.
select
    observations.wave,
    observations.bank_id,
    observations.item_kind,
    observations.item_id,
    observations.channel_id
from {{ ref('fct_observation') }} as observations
inner join {{ ref('dim_bank') }} as banks
    on
        observations.wave = banks.wave
        and observations.bank_id = banks.bank_id
left join {{ ref('fct_mention') }} as mentions
    on
        observations.wave = mentions.wave
        and observations.best_mention_id = mentions.mention_id
left join {{ ref('dim_item') }} as items
    on
        mentions.item_kind = items.item_kind
        and mentions.item_id = items.item_id
where
    observations.answer = 'present'
    and not observations.is_reviewed
    and {{ computed_here('observations.wave') }}
    and (
        coalesce(mentions.is_evidence, false) = false
        or observations.item_id not in (mentions.item_id, coalesce(items.parent_id, mentions.item_id))
        or observations.channel_id not in ('any', mentions.channel_id)
        or mentions.owner_id not in (banks.bank_id, coalesce(banks.union_id, banks.bank_id))
        or observations.is_inherited <> (mentions.owner_id <> banks.bank_id)
    )
