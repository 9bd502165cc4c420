{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel: what a comparison of waves needs of its answer.
with observations as (
    select * from {{ ref('fct_observation') }}
),

final as (
    select
        observations.wave,
        banks.bank_number,
        cells.cell_number,
        observations.answer,
        coalesce(observations.best_mention_id, observations.denied_mention_id) as mention_id,
        coalesce(observations.is_reviewed, false) as is_reviewed
    from observations
    inner join {{ ref('int_banks_numbered') }} as banks
        on observations.bank_id = banks.bank_id
    inner join {{ ref('int_cells_numbered') }} as cells
        on
            observations.item_kind = cells.item_kind
            and observations.item_id = cells.item_id
            and observations.channel_id = cells.channel_id
)

select * from final
