with read_again as (
    select * from {{ ref('int_answers_read_again') }}
),

compared as (
    select * from {{ ref('int_answers_compared') }}
    where {{ has_segment('segments', "'all'") }}
),

answers as (
    select * from {{ ref('int_answers_numbered') }}
    where mention_id is not null
),

banks as (
    select * from {{ ref('int_banks_numbered') }}
),

-- banks of the earlier wave that are none of the later one, or one of several that went into a new one
gone as (
    select
        matched.wave,
        matched.from_wave,
        banks.bank_number
    from {{ ref('int_banks_matched') }} as matched
    inner join banks
        on matched.from_bank_id = banks.bank_id
    where matched.segment = 'all'
    qualify
        matched.bank_id is null
        or count(*) over (partition by matched.wave, matched.from_wave, matched.bank_id) > 1
),

changes as (
    select
        wave,
        from_wave,
        1 as step,
        cause,
        bank_number,
        cell_number,
        from_answer,
        again_answer as to_answer,
        from_wave as from_evidence_wave,
        bank_number as from_evidence_bank_number,
        again_wave as to_evidence_wave
    from read_again
    where cause is not null
    union all by name
    select
        read_again.wave,
        read_again.from_wave,
        2 as step,
        'universe' as cause,
        read_again.bank_number,
        read_again.cell_number,
        read_again.again_answer as from_answer,
        read_again.again_wave as from_evidence_wave,
        read_again.bank_number as from_evidence_bank_number
    from read_again
    inner join gone
        on
            read_again.wave = gone.wave
            and read_again.from_wave = gone.from_wave
            and read_again.bank_number = gone.bank_number
    where read_again.again_answer <> 'unknown'
    union all by name
    select
        wave,
        from_wave,
        2 as step,
        'universe' as cause,
        bank_number,
        cell_number,
        case when n_from_banks = 0 then to_answer else again_answer end as to_answer,
        case when n_from_banks = 0 then wave end as to_evidence_wave
    from compared
    where
        n_from_banks <> 1
        and case when n_from_banks = 0 then to_answer else again_answer end <> 'unknown'
    union all by name
    select
        wave,
        from_wave,
        3 as step,
        cause,
        bank_number,
        cell_number,
        again_answer as from_answer,
        to_answer,
        again_wave as from_evidence_wave,
        -- of several banks there is no one sentence
        from_bank_number as from_evidence_bank_number,
        wave as to_evidence_wave
    from compared
    where cause is not null
),

final as (
    select
        changes.wave,
        changes.from_wave,
        banks.bank_id,
        cells.item_kind,
        cells.item_id,
        cells.channel_id,
        changes.step,
        changes.cause,
        changes.from_answer,
        changes.to_answer,
        changes.from_evidence_wave,
        case when changes.from_answer in ('present', 'absent') then earlier.mention_id end as from_mention_id,
        changes.to_evidence_wave,
        case when changes.to_answer in ('present', 'absent') then later.mention_id end as to_mention_id
    from changes
    inner join banks
        on changes.bank_number = banks.bank_number
    inner join {{ ref('int_cells_numbered') }} as cells
        on changes.cell_number = cells.cell_number
    left join answers as earlier
        on
            changes.from_evidence_wave = earlier.wave
            and changes.from_evidence_bank_number = earlier.bank_number
            and changes.cell_number = earlier.cell_number
    left join answers as later
        on
            changes.to_evidence_wave = later.wave
            and changes.bank_number = later.bank_number
            and changes.cell_number = later.cell_number
    order by
        changes.wave,
        changes.from_wave,
        banks.bank_id,
        cells.item_kind,
        cells.item_id,
        cells.channel_id,
        changes.step
)

select * from final
