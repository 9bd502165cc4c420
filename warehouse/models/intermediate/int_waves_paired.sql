-- One row per pair of waves that is compared: each wave with the one before it by its day, and each frozen wave with its
-- restatement. reading_wave: the earlier wave as today's reading has it, null where it was not frozen and restated.
with waves as (
    select * from {{ ref('dim_wave') }}
),

own as (
    select
        wave,
        lag(wave) over (
            order by
                as_of_date asc,
                wave asc
        ) as from_wave
    from waves
    where
        restates_wave is null
        and not is_backfill
),

pairs as (
    select
        wave,
        from_wave,
        'next_wave' as pair_kind
    from own
    where from_wave is not null
    union all
    select
        wave,
        restates_wave as from_wave,
        'restatement' as pair_kind
    from waves
    where restates_wave is not null
),

final as (
    select
        pairs.wave,
        pairs.from_wave,
        pairs.pair_kind,
        readings.wave as reading_wave
    from pairs
    left join waves as readings
        on pairs.from_wave = readings.restates_wave
)

select * from final
