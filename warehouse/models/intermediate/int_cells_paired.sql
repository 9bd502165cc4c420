{{ config(materialized='table', database='steps') }}
-- One row per pair of waves, and item and channel that both ask about.
with pairs as (
    select * from {{ ref('int_waves_paired') }}
),

asked as (
    select distinct
        wave,
        cell_number
    from {{ ref('int_answers_numbered') }}
),

final as (
    select
        pairs.wave,
        pairs.from_wave,
        pairs.pair_kind,
        asked.cell_number,
        cells.item_kind,
        cells.item_id,
        cells.channel_id
    from pairs
    inner join asked
        on pairs.wave = asked.wave
    inner join asked as asked_before
        on
            pairs.from_wave = asked_before.wave
            and asked.cell_number = asked_before.cell_number
    inner join {{ ref('int_cells_numbered') }} as cells
        on asked.cell_number = cells.cell_number
)

select * from final
