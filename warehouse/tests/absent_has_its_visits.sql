-- Every absent answer of an item rests on a site that was read as deep as the item asks and has no evidence against it.
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
where
    observations.answer = 'absent'
    and (
        observations.n_mentions > 0
        or observations.best_mention_id is not null
        or (
            observations.item_kind <> 'scenario_category'
            and coalesce(visits.complete_depth, -1) < items.absent_depth
        )
    )
