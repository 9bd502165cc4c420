with succeeded as (
    select * from {{ ref('int_banks_succeeded') }}
),

banks as (
    select * from {{ ref('dim_bank') }}
),

of_earlier as (
    select
        succeeded.wave,
        succeeded.from_wave,
        succeeded.from_bank_id as changed_bank_id,
        succeeded.from_bank_id,
        succeeded.bank_id,
        earlier.bank_type as from_bank_type,
        later.bank_type,
        case
            when succeeded.bank_id is null then 'left'
            when not succeeded.is_same then coalesce(succeeded.succession_kind, 'merged')
            else 'retyped'
        end as change
    from succeeded
    inner join banks as earlier
        on
            succeeded.from_wave = earlier.wave
            and succeeded.from_bank_id = earlier.bank_id
    left join banks as later
        on
            succeeded.wave = later.wave
            and succeeded.bank_id = later.bank_id
    where
        not succeeded.is_same
        or earlier.bank_type <> later.bank_type
),

entered as (
    select
        pairs.wave,
        pairs.from_wave,
        later.bank_id as changed_bank_id,
        null::varchar as from_bank_id,
        later.bank_id,
        null::varchar as from_bank_type,
        later.bank_type,
        'entered' as change
    from {{ ref('int_waves_paired') }} as pairs
    inner join banks as later
        on pairs.wave = later.wave
    where (pairs.wave, pairs.from_wave, later.bank_id) not in (
        select (wave, from_wave, bank_id) from succeeded where bank_id is not null
    )
),

final as (
    select * from of_earlier
    union all
    select * from entered
    order by
        wave,
        from_wave,
        changed_bank_id
)

select * from final
