{{ config(materialized='table', database='steps') }}
-- One row per pair of waves, bank of the earlier one, and item and channel that both ask about: its answer, and the one
-- that today's reading of the same pages gives (again_answer; the same where the wave was not restated).
-- read_answer is the answer after what reading changed, and before what a person decided.
with pairs as (
    select * from {{ ref('int_waves_paired') }}
),

observations as (
    select * from {{ ref('fct_observation') }}
),

-- most waves were never read again: nothing of them is to be joined
readings as (
    select * from observations
    where wave in (select pairs.reading_wave from pairs)
),

asked as (
    select distinct
        wave,
        item_kind,
        item_id,
        channel_id
    from observations
),

joined as (
    select
        pairs.wave,
        pairs.from_wave,
        pairs.pair_kind,
        readings.wave is not null as is_read_again,
        earlier.bank_id,
        earlier.item_kind,
        earlier.item_id,
        earlier.channel_id,
        earlier.answer as from_answer,
        coalesce(readings.answer, earlier.answer) as again_answer,
        coalesce(earlier.best_mention_id, earlier.denied_mention_id) as from_mention_id,
        case
            when readings.wave is null then coalesce(earlier.best_mention_id, earlier.denied_mention_id)
            else coalesce(readings.best_mention_id, readings.denied_mention_id)
        end as again_mention_id,
        coalesce(readings.wave, pairs.from_wave) as again_evidence_wave,
        earlier.is_reviewed as is_from_reviewed,
        coalesce(readings.is_reviewed, earlier.is_reviewed) as is_again_reviewed
    from pairs
    inner join observations as earlier
        on pairs.from_wave = earlier.wave
    inner join asked
        on
            pairs.wave = asked.wave
            and earlier.item_kind = asked.item_kind
            and earlier.item_id = asked.item_id
            and earlier.channel_id = asked.channel_id
    left join readings
        on
            pairs.reading_wave = readings.wave
            and earlier.bank_id = readings.bank_id
            and earlier.item_kind = readings.item_kind
            and earlier.item_id = readings.item_id
            and earlier.channel_id = readings.channel_id
),

judged as (
    select
        *,
        case
            when from_answer = again_answer then null
            when coalesce(is_from_reviewed, false) or is_again_reviewed then 'review'
            else 'reading'
        end as cause
    from joined
),

final as (
    select
        *,
        case when cause = 'reading' then again_answer else from_answer end as read_answer
    from judged
)

select * from final
