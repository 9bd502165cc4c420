-- One row per wave, bank, scenario category and channel: present if any leaf is, absent if all are, else unknown.
with leaves as (
    select * from {{ ref('int_answers_reviewed') }}
    where item_kind = 'scenario'
),

reasons as (
    select
        wave,
        bank_id,
        parent_id,
        channel_id,
        reason,
        row_number() over (
            partition by wave, bank_id, parent_id, channel_id
            order by count(*) desc, reason asc
        ) as reason_order
    from leaves
    where answer = 'unknown'
    group by
        wave,
        bank_id,
        parent_id,
        channel_id,
        reason
),

evidence as (
    select
        wave,
        bank_id,
        parent_id,
        channel_id,
        best_mention_id,
        row_number() over (
            partition by wave, bank_id, parent_id, channel_id
            order by best_mention_id is null asc, is_inherited asc, position asc, item_id asc
        ) as leaf_order
    from leaves
    where answer = 'present'
),

counted as (
    select
        wave,
        bank_id,
        parent_id,
        channel_id,
        case
            when bool_or(answer = 'present') then 'present'
            when bool_and(answer = 'absent') then 'absent'
            else 'unknown'
        end as answer,
        sum(n_mentions)::bigint as n_mentions,
        coalesce(bool_and(is_inherited) filter (where answer = 'present'), false) as is_inherited,
        coalesce(bool_and(is_reviewed) filter (where answer = 'present'), false) as is_reviewed_present,
        coalesce(bool_and(is_reviewed) filter (where answer = 'unknown'), false) as is_reviewed_unknown,
        bool_or(is_reviewed) as is_reviewed_somewhere
    from leaves
    group by
        wave,
        bank_id,
        parent_id,
        channel_id
),

final as (
    select
        counted.wave,
        counted.bank_id,
        'scenario_category' as item_kind,
        counted.parent_id as item_id,
        counted.channel_id,
        counted.answer,
        case when counted.answer = 'unknown' then reasons.reason end as reason,
        counted.n_mentions,
        evidence.best_mention_id,
        null::varchar as denied_mention_id,
        counted.is_inherited,
        -- all that make it present or unknown were decided by a person, or one of those that make it absent was
        case counted.answer
            when 'present' then counted.is_reviewed_present
            when 'unknown' then counted.is_reviewed_unknown
            else counted.is_reviewed_somewhere
        end as is_reviewed
    from counted
    left join reasons
        on
            counted.wave = reasons.wave
            and counted.bank_id = reasons.bank_id
            and counted.parent_id = reasons.parent_id
            and counted.channel_id = reasons.channel_id
            and reasons.reason_order = 1
    left join evidence
        on
            counted.wave = evidence.wave
            and counted.bank_id = evidence.bank_id
            and counted.parent_id = evidence.parent_id
            and counted.channel_id = evidence.channel_id
            and evidence.leaf_order = 1
)

select * from final
