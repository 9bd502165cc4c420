-- The values that a change lies between are those of the statistic; of frozen waves, whose rows are as they were, they need
-- not be.
with shares as (
    select * from {{ ref('scenario_coverage') }}
    union all
    select * from {{ ref('channel_coverage') }}
    union all
    select * from {{ ref('business_line_channels') }}
    union all
    select * from {{ ref('service_channel_coverage') }}
    union all
    select * from {{ ref('technology_coverage') }}
)

select
    changes.wave,
    changes.from_wave,
    changes.segment,
    changes.item_kind,
    changes.item_id,
    changes.channel_id
from {{ ref('wave_change') }} as changes
left join shares as earlier
    on
        changes.from_wave = earlier.wave
        and changes.segment = earlier.segment
        and changes.item_kind = earlier.item_kind
        and changes.item_id = earlier.item_id
        and changes.channel_id = earlier.channel_id
left join shares as later
    on
        changes.wave = later.wave
        and changes.segment = later.segment
        and changes.item_kind = later.item_kind
        and changes.item_id = later.item_id
        and changes.channel_id = later.channel_id
where
    (changes.from_value is distinct from earlier.value and {{ computed_here('changes.from_wave') }})
    or (changes.to_value is distinct from later.value and {{ computed_here('changes.wave') }})
