{{ config(materialized='table', database='steps') }}
-- One row per pair of waves, bank of the later one, bank of the earlier one that it is matched with (null when with none
-- or with several), and item and channel that both ask about: the answer, and the answers before (null when matched with
-- none). Of several: present if one is, absent if all are. segments: those in which the banks are matched so.
-- cause: why again_answer became to_answer; the answer after each step is read_answer, decided_answer (reviews),
-- covered_answer (coverage), to_answer (source). A bank that entered has its answer from the start.
with matched as (
    select
        matched.wave,
        matched.from_wave,
        matched.segment,
        from_banks.bank_number as from_bank_number,
        banks.bank_number,
        count(*) over (partition by matched.wave, matched.from_wave, matched.segment, matched.bank_id) as n_rows
    from {{ ref('int_banks_matched') }} as matched
    inner join {{ ref('int_banks_numbered') }} as banks
        on matched.bank_id = banks.bank_id
    left join {{ ref('int_banks_numbered') }} as from_banks
        on matched.from_bank_id = from_banks.bank_id
),

-- nearly all banks are matched with one or none, the same one in all their segments: compared once, not once a segment
matched_once as (
    select
        wave,
        from_wave,
        {{ list_segments('segment') }} as segments,
        from_bank_number,
        bank_number
    from matched
    where n_rows = 1
    group by
        wave,
        from_wave,
        from_bank_number,
        bank_number
),

matched_with_several as (
    select * from matched
    where n_rows > 1
),

earlier as not materialized (
    select * from {{ ref('int_answers_read_again') }}
),

single as (
    select
        matched_once.wave,
        matched_once.from_wave,
        matched_once.segments,
        matched_once.bank_number,
        matched_once.from_bank_number,
        earlier.cell_number,
        1 as n_from_banks,
        earlier.from_answer,
        earlier.read_answer,
        earlier.again_answer,
        earlier.again_wave,
        earlier.is_again_reviewed
    from matched_once
    inner join earlier
        on
            matched_once.wave = earlier.wave
            and matched_once.from_wave = earlier.from_wave
            and matched_once.from_bank_number = earlier.bank_number
),

entered as (
    select
        matched_once.wave,
        matched_once.from_wave,
        matched_once.segments,
        matched_once.bank_number,
        asked.cell_number,
        0 as n_from_banks,
        false as is_again_reviewed
    from matched_once
    inner join {{ ref('int_cells_paired') }} as asked
        on
            matched_once.wave = asked.wave
            and matched_once.from_wave = asked.from_wave
    where matched_once.from_bank_number is null
),

several as (
    select
        matched_with_several.wave,
        matched_with_several.from_wave,
        matched_with_several.segment as segments,
        matched_with_several.bank_number,
        earlier.cell_number,
        count(*) as n_from_banks,
        {% for answer in ['from_answer', 'read_answer', 'again_answer'] -%}
        case
            when bool_or(earlier.{{ answer }} = 'present') then 'present'
            when bool_and(earlier.{{ answer }} = 'absent') then 'absent'
            else 'unknown'
        end as {{ answer }},
        {% endfor -%}
        max(earlier.again_wave) as again_wave,
        bool_or(earlier.is_again_reviewed) as is_again_reviewed
    from matched_with_several
    inner join earlier
        on
            matched_with_several.wave = earlier.wave
            and matched_with_several.from_wave = earlier.from_wave
            and matched_with_several.from_bank_number = earlier.bank_number
    group by
        matched_with_several.wave,
        matched_with_several.from_wave,
        matched_with_several.segment,
        matched_with_several.bank_number,
        earlier.cell_number
),

combined as (
    select * from single
    union all by name
    select * from entered
    union all by name
    select * from several
),

judged as (
    select
        combined.*,
        later.answer as to_answer,
        case
            when combined.n_from_banks = 0 or combined.again_answer = later.answer then null
            when combined.is_again_reviewed or later.is_reviewed then 'review'
            when 'unknown' in (combined.again_answer, later.answer) then 'coverage'
            else 'source'
        end as cause
    from combined
    inner join {{ ref('int_answers_numbered') }} as later
        on
            combined.wave = later.wave
            and combined.bank_number = later.bank_number
            and combined.cell_number = later.cell_number
),

final as (
    select
        wave,
        from_wave,
        segments,
        bank_number,
        from_bank_number,
        n_from_banks,
        cell_number,
        from_answer,
        case when n_from_banks = 0 then to_answer else read_answer end as read_answer,
        again_answer,
        again_wave,
        case when n_from_banks = 0 or cause = 'review' then to_answer else again_answer end as decided_answer,
        case
            when n_from_banks = 0 or cause in ('review', 'coverage') then to_answer
            else again_answer
        end as covered_answer,
        to_answer,
        cause
    from judged
)

select * from final
