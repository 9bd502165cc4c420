-- One row per pair of waves and bank of the earlier one: the bank of the later one that it is or went into, null when
-- there is none. Follows successors as config/banks.csv tells them today, through as many steps as it takes.
with recursive pairs as (
    select * from {{ ref('int_waves_paired') }}
),

banks as (
    select * from {{ ref('dim_bank') }}
),

successors as (
    select
        bank_id,
        successor_id,
        succession_kind
    from {{ ref('stg_config__banks') }}
),

steps as (
    select
        pairs.wave,
        pairs.from_wave,
        banks.bank_id as from_bank_id,
        banks.bank_id as bank_id,
        null::varchar as succession_kind,
        0 as n_steps
    from pairs
    inner join banks
        on pairs.from_wave = banks.wave
    union all
    select
        steps.wave,
        steps.from_wave,
        steps.from_bank_id,
        successors.successor_id as bank_id,
        successors.succession_kind,
        steps.n_steps + 1 as n_steps
    from steps
    inner join successors
        on
            steps.bank_id = successors.bank_id
            and successors.successor_id is not null
    where (steps.wave, steps.bank_id) not in (select (banks.wave, banks.bank_id) from banks)
),

reached as (
    select steps.*
    from steps
    inner join banks
        on
            steps.wave = banks.wave
            and steps.bank_id = banks.bank_id
),

final as (
    select
        pairs.wave,
        pairs.from_wave,
        banks.bank_id as from_bank_id,
        reached.bank_id,
        reached.succession_kind,
        coalesce(reached.bank_id = banks.bank_id, false) as is_same
    from pairs
    inner join banks
        on pairs.from_wave = banks.wave
    left join reached
        on
            pairs.wave = reached.wave
            and pairs.from_wave = reached.from_wave
            and banks.bank_id = reached.from_bank_id
)

select * from final
