-- One row per bank of any wave, with a number; see int_cells_numbered.
with banks as (
    select distinct bank_id
    from {{ ref('dim_bank') }}
),

final as (
    select
        bank_id,
        row_number() over (
            order by bank_id asc
        )::integer as bank_number
    from banks
)

select * from final
