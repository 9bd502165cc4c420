-- A category is present exactly when one of its scenarios is, and absent exactly when all of them are.
with leaves as (
    select
        observations.wave,
        observations.bank_id,
        items.parent_id as item_id,
        observations.channel_id,
        count(*) as n_leaves,
        count(*) filter (where observations.answer = 'present') as n_present,
        count(*) filter (where observations.answer = 'absent') as n_absent
    from {{ ref('fct_observation') }} as observations
    inner join {{ ref('dim_item') }} as items
        on
            observations.item_kind = items.item_kind
            and observations.item_id = items.item_id
    where observations.item_kind = 'scenario'
    group by
        observations.wave,
        observations.bank_id,
        items.parent_id,
        observations.channel_id
)

select
    categories.wave,
    categories.bank_id,
    categories.item_id,
    categories.channel_id
from {{ ref('fct_observation') }} as categories
left join leaves
    on
        categories.wave = leaves.wave
        and categories.bank_id = leaves.bank_id
        and categories.item_id = leaves.item_id
        and categories.channel_id = leaves.channel_id
where
    categories.item_kind = 'scenario_category'
    and {{ computed_here('categories.wave') }}
    and (
        leaves.n_leaves is null
        or (categories.answer = 'present') <> (leaves.n_present > 0)
        or (categories.answer = 'absent') <> (leaves.n_absent = leaves.n_leaves)
    )
