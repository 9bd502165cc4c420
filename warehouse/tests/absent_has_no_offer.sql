-- Where a bank's own page offers an item, no answer is absent but by a conflict that was resolved against the offer.
select distinct
    observations.wave,
    observations.bank_id,
    observations.item_kind,
    observations.item_id,
    observations.channel_id
from {{ ref('fct_observation') }} as observations
inner join {{ ref('fct_mention') }} as mentions
    on
        observations.wave = mentions.wave
        and observations.bank_id = mentions.owner_id
        and observations.item_kind = mentions.item_kind
        and observations.item_id = mentions.item_id
        and observations.channel_id in ('any', mentions.channel_id)
        and mentions.is_evidence
left join {{ ref('review_conflict') }} as conflicts
    on
        mentions.wave = conflicts.wave
        and mentions.owner_id = conflicts.bank_id
        and mentions.item_kind = conflicts.item_kind
        and mentions.item_id = conflicts.item_id
        and conflicts.channel_id in ('any', mentions.channel_id)
        and conflicts.resolution = 'denied'
where
    observations.answer = 'absent'
    and not observations.is_reviewed
    and conflicts.bank_id is null
