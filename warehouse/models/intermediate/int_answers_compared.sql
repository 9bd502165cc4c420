-- One row per pair of waves, segment, bank of the later one, and item and channel that both ask about: its answer, and the
-- answers before of the banks that it is matched with (null when none). Of several: present if one is, absent if all are.
-- cause: why again_answer became to_answer; the answer after each step is read_answer, decided_answer (reviews),
-- covered_answer (coverage), to_answer (source). A bank that entered has its answer from the start.
{% set key %}matched.wave,
        matched.from_wave,
        asked.pair_kind,
        matched.segment,
        matched.bank_id,
        asked.item_kind,
        asked.item_id,
        asked.channel_id{% endset %}
{% set answers_before %}from matched
    inner join asked
        on
            matched.wave = asked.wave
            and matched.from_wave = asked.from_wave
    left join earlier
        on
            matched.wave = earlier.wave
            and matched.from_wave = earlier.from_wave
            and matched.from_bank_id = earlier.bank_id
            and asked.item_kind = earlier.item_kind
            and asked.item_id = earlier.item_id
            and asked.channel_id = earlier.channel_id{% endset %}
with matched as (
    select
        *,
        count(*) over (partition by wave, from_wave, segment, bank_id) as n_rows
    from {{ ref('int_banks_matched') }}
    where bank_id is not null
),

earlier as (
    select * from {{ ref('int_answers_read_again') }}
),

later as (
    select * from {{ ref('fct_observation') }}
),

asked as (
    select distinct
        wave,
        from_wave,
        pair_kind,
        item_kind,
        item_id,
        channel_id
    from earlier
),

-- nearly all banks are matched with one or none: of these there is nothing to combine
single as (
    select
        {{ key }},
        (matched.from_bank_id is not null)::bigint as n_from_banks,
        earlier.from_answer,
        earlier.read_answer,
        earlier.again_answer,
        earlier.again_mention_id,
        earlier.again_evidence_wave,
        coalesce(earlier.is_again_reviewed, false) as is_again_reviewed
    {{ answers_before }}
    where matched.n_rows = 1
),

several as (
    select
        {{ key }},
        count(matched.from_bank_id) as n_from_banks,
        {% for answer in ['from_answer', 'read_answer', 'again_answer'] -%}
        case
            when count(earlier.{{ answer }}) = 0 then null
            when bool_or(earlier.{{ answer }} = 'present') then 'present'
            when bool_and(earlier.{{ answer }} = 'absent') then 'absent'
            else 'unknown'
        end as {{ answer }},
        {% endfor -%}
        -- of several there is no one sentence
        case when count(matched.from_bank_id) = 1 then max(earlier.again_mention_id) end as again_mention_id,
        max(earlier.again_evidence_wave) as again_evidence_wave,
        coalesce(bool_or(earlier.is_again_reviewed), false) as is_again_reviewed
    {{ answers_before }}
    where matched.n_rows > 1
    group by
        {{ key }}
),

combined as (
    select * from single
    union all by name
    select * from several
),

judged as (
    select
        combined.*,
        later.answer as to_answer,
        coalesce(later.best_mention_id, later.denied_mention_id) as to_mention_id,
        case
            when combined.n_from_banks = 0 or combined.again_answer = later.answer then null
            when combined.is_again_reviewed or coalesce(later.is_reviewed, false) then 'review'
            when 'unknown' in (combined.again_answer, later.answer) then 'coverage'
            else 'source'
        end as cause
    from combined
    inner join later
        on
            combined.wave = later.wave
            and combined.bank_id = later.bank_id
            and combined.item_kind = later.item_kind
            and combined.item_id = later.item_id
            and combined.channel_id = later.channel_id
),

final as (
    select
        * exclude (read_answer),
        case when n_from_banks = 0 then to_answer else read_answer end as read_answer,
        case when n_from_banks = 0 or cause = 'review' then to_answer else again_answer end as decided_answer,
        case
            when n_from_banks = 0 or cause in ('review', 'coverage') then to_answer
            else again_answer
        end as covered_answer
    from judged
)

select * from final
