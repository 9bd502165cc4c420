-- One row per wave, segment, item and channel: its banks by answer, empty segments included.
-- Banks of the same segments are counted together first: millions of answers are joined once, not once a segment.
with observations as (
    select * from {{ ref('fct_observation') }}
),

together as (
    select
        observations.wave,
        observations.item_kind,
        observations.item_id,
        observations.channel_id,
        memberships.segments,
        count(*) as n_banks,
        count(*) filter (where observations.answer = 'present') as n_present,
        count(*) filter (where observations.answer = 'absent') as n_absent,
        count(*) filter (where observations.answer = 'unknown') as n_unknown
    from observations
    left join {{ ref('int_memberships_listed') }} as memberships
        on
            observations.wave = memberships.wave
            and observations.bank_id = memberships.bank_id
    group by
        observations.wave,
        observations.item_kind,
        observations.item_id,
        observations.channel_id,
        memberships.segments
),

asked as (
    select distinct
        wave,
        item_kind,
        item_id,
        channel_id
    from together
),

final as (
    select
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id,
        {% for count in ['n_banks', 'n_present', 'n_absent', 'n_unknown'] -%}
        coalesce(sum(together.{{ count }}), 0)::bigint as {{ count }}{{ ',' if not loop.last }}
        {% endfor %}
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join together
        on
            asked.wave = together.wave
            and asked.item_kind = together.item_kind
            and asked.item_id = together.item_id
            and asked.channel_id = together.channel_id
            and {{ has_segment('together.segments', 'segments.segment') }}
    group by
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id
)

select * from final
