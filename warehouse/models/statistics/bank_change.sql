with read_again as (
    select * from {{ ref('int_answers_read_again') }}
),

compared as (
    select * from {{ ref('int_answers_compared') }}
    where segment = 'all'
),

matched as (
    select * from {{ ref('int_banks_matched') }}
    where segment = 'all'
),

-- banks of the earlier wave that are none of the later one, or one of several that went into a new one
gone as (
    select
        matched.wave,
        matched.from_wave,
        matched.from_bank_id
    from matched
    where matched.from_bank_id is not null
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
        bank_id,
        item_kind,
        item_id,
        channel_id,
        from_answer,
        again_answer as to_answer,
        from_wave as from_evidence_wave,
        from_mention_id,
        again_evidence_wave as to_evidence_wave,
        again_mention_id as to_mention_id
    from read_again
    where cause is not null
    union all
    select
        read_again.wave,
        read_again.from_wave,
        2 as step,
        'universe' as cause,
        read_again.bank_id,
        read_again.item_kind,
        read_again.item_id,
        read_again.channel_id,
        read_again.again_answer as from_answer,
        null as to_answer,
        read_again.again_evidence_wave as from_evidence_wave,
        read_again.again_mention_id as from_mention_id,
        null as to_evidence_wave,
        null as to_mention_id
    from read_again
    inner join gone
        on
            read_again.wave = gone.wave
            and read_again.from_wave = gone.from_wave
            and read_again.bank_id = gone.from_bank_id
    where read_again.again_answer <> 'unknown'
    union all
    select
        wave,
        from_wave,
        2 as step,
        'universe' as cause,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        null as from_answer,
        case when n_from_banks = 0 then to_answer else again_answer end as to_answer,
        null as from_evidence_wave,
        null as from_mention_id,
        case when n_from_banks = 0 then wave end as to_evidence_wave,
        case when n_from_banks = 0 then to_mention_id end as to_mention_id
    from compared
    where
        n_from_banks <> 1
        and case when n_from_banks = 0 then to_answer else again_answer end <> 'unknown'
    union all
    select
        wave,
        from_wave,
        3 as step,
        cause,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        again_answer as from_answer,
        to_answer,
        again_evidence_wave as from_evidence_wave,
        again_mention_id as from_mention_id,
        wave as to_evidence_wave,
        to_mention_id
    from compared
    where cause is not null
),

final as (
    select
        wave,
        from_wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        step,
        cause,
        from_answer,
        to_answer,
        from_evidence_wave,
        case when from_answer in ('present', 'absent') then from_mention_id end as from_mention_id,
        to_evidence_wave,
        case when to_answer in ('present', 'absent') then to_mention_id end as to_mention_id
    from changes
    order by
        wave,
        from_wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        step
)

select * from final
