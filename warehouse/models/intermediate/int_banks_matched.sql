-- One row per pair of waves, segment and bank of either wave in it: from_bank_id of the earlier, bank_id of the later one,
-- null where it has none in this segment. A bank that stands in both waves is matched with itself; one that came out of
-- others is matched with each of them (several rows); one that took others in is not matched with these.
with succeeded as (
    select * from {{ ref('int_banks_succeeded') }}
),

segment_banks as (
    select * from {{ ref('int_segment_banks') }}
),

candidates as (
    select
        succeeded.wave,
        succeeded.from_wave,
        earlier.segment,
        succeeded.from_bank_id,
        later.bank_id,
        succeeded.is_same,
        bool_or(succeeded.is_same and later.bank_id is not null) over (
            partition by succeeded.wave, succeeded.from_wave, earlier.segment, later.bank_id
        ) as has_itself
    from succeeded
    inner join segment_banks as earlier
        on
            succeeded.from_wave = earlier.wave
            and succeeded.from_bank_id = earlier.bank_id
    left join segment_banks as later
        on
            succeeded.wave = later.wave
            and succeeded.bank_id = later.bank_id
            and earlier.segment = later.segment
),

matched as (
    select
        wave,
        from_wave,
        segment,
        from_bank_id,
        case when is_same or not has_itself then bank_id end as bank_id
    from candidates
),

entered as (
    select
        pairs.wave,
        pairs.from_wave,
        later.segment,
        null::varchar as from_bank_id,
        later.bank_id
    from {{ ref('int_waves_paired') }} as pairs
    inner join segment_banks as later
        on pairs.wave = later.wave
    left join matched
        on
            pairs.wave = matched.wave
            and pairs.from_wave = matched.from_wave
            and later.segment = matched.segment
            and later.bank_id = matched.bank_id
    where matched.wave is null
),

final as (
    select * from matched
    union all
    select * from entered
)

select * from final
