{{ config(materialized='table', database='steps') }}
-- One row per pair of waves, bank of the earlier one, and item and channel that both ask about: its answer, and the one
-- that today's reading of the same pages gives (again_answer; the same where the wave was not restated).
-- read_answer is the answer after what reading changed, and before what a person decided.
with pairs as (
    select * from {{ ref('int_waves_paired') }}
),

answers as (
    select * from {{ ref('int_answers_numbered') }}
),

-- most waves were never read again: nothing of them is to be joined
readings as (
    select * from answers
    where wave in (select pairs.reading_wave from pairs)
),

joined as (
    select
        pairs.wave,
        pairs.from_wave,
        case when readings.wave is null then pairs.from_wave else pairs.reading_wave end as again_wave,
        earlier.bank_number,
        earlier.cell_number,
        earlier.answer as from_answer,
        coalesce(readings.answer, earlier.answer) as again_answer,
        earlier.is_reviewed as is_from_reviewed,
        coalesce(readings.is_reviewed, earlier.is_reviewed) as is_again_reviewed
    from pairs
    inner join answers as earlier
        on pairs.from_wave = earlier.wave
    inner join {{ ref('int_cells_paired') }} as cells
        on
            pairs.wave = cells.wave
            and pairs.from_wave = cells.from_wave
            and earlier.cell_number = cells.cell_number
    left join readings
        on
            pairs.reading_wave = readings.wave
            and earlier.bank_number = readings.bank_number
            and earlier.cell_number = readings.cell_number
),

judged as (
    select
        *,
        case
            when from_answer = again_answer then null
            when is_from_reviewed or is_again_reviewed then 'review'
            else 'reading'
        end as cause
    from joined
),

final as (
    select
        wave,
        from_wave,
        again_wave,
        bank_number,
        cell_number,
        from_answer,
        case when cause = 'reading' then again_answer else from_answer end as read_answer,
        again_answer,
        is_again_reviewed,
        cause
    from judged
)

select * from final
