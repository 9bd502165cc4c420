-- Every absent answer of an item has no offer that stands, and rests on a site that was read as deep as the item asks or
-- on a sentence of the bank's own (or of its union's app page) that says not offered.
select
    observations.wave,
    observations.bank_id,
    observations.item_kind,
    observations.item_id,
    observations.channel_id
from {{ ref('fct_observation') }} as observations
inner join {{ ref('dim_item') }} as items
    on
        observations.item_kind = items.item_kind
        and observations.item_id = items.item_id
left join {{ ref('fct_visit') }} as visits
    on
        observations.wave = visits.wave
        and observations.bank_id = visits.bank_id
left join {{ ref('fct_mention') }} as denials
    on
        observations.wave = denials.wave
        and observations.denied_mention_id = denials.mention_id
        and observations.item_id = denials.item_id
        and denials.is_denial
where
    observations.answer = 'absent'
    and not observations.is_reviewed
    and {{ computed_here('observations.wave') }}
    and (
        observations.n_mentions > 0
        or observations.best_mention_id is not null
        or (
            observations.item_kind <> 'scenario_category'
            and denials.mention_id is null
            and coalesce(visits.complete_depth, -1) < items.absent_depth
        )
    )
