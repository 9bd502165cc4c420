-- One row per wave, segment, item and channel: its banks by answer, empty segments included.
with observations as (
    select * from {{ ref('fct_observation') }}
),

segment_banks as (
    select * from {{ ref('int_segment_banks') }}
),

asked as (
    select distinct
        wave,
        item_kind,
        item_id,
        channel_id
    from observations
),

final as (
    select
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id,
        count(observations.bank_id) as n_banks,
        count(*) filter (where observations.answer = 'present') as n_present,
        count(*) filter (where observations.answer = 'absent') as n_absent,
        count(*) filter (where observations.answer = 'unknown') as n_unknown
    from asked
    cross join {{ ref('dim_segment') }} as segments
    left join segment_banks
        on
            asked.wave = segment_banks.wave
            and segments.segment = segment_banks.segment
    left join observations
        on
            asked.wave = observations.wave
            and segment_banks.bank_id = observations.bank_id
            and asked.item_kind = observations.item_kind
            and asked.item_id = observations.item_id
            and asked.channel_id = observations.channel_id
    group by
        asked.wave,
        segments.segment,
        asked.item_kind,
        asked.item_id,
        asked.channel_id
)

select * from final
