-- One row per item that is asked about, with a number; see int_banks_numbered.
with items as (
    select * from {{ ref('stg_config__items') }}
),

final as (
    select
        item_kind,
        item_id,
        row_number() over (
            order by
                item_kind asc,
                item_id asc
        )::integer as item_number
    from items
)

select * from final
