{{ config(materialized='table', database='steps') }}
-- One row per item and channel that any wave asks about, with a number: pairs of waves are compared answer by answer, and
-- millions of numbers are joined at a fraction of what names cost.
with asked as (
    select distinct
        item_kind,
        item_id,
        channel_id
    from {{ ref('fct_observation') }}
),

final as (
    select
        item_kind,
        item_id,
        channel_id,
        row_number() over (
            order by
                item_kind asc,
                item_id asc,
                channel_id asc
        )::integer as cell_number
    from asked
)

select * from final
