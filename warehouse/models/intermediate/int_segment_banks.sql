{{
    config(
        materialized='table',
        persist_docs={'relation': true, 'columns': true},
        post_hook='{{ restore_frozen() }}'
    )
}}

with banks as (
    select * from {{ ref('dim_bank') }}
),

segments as (
    select * from {{ ref('stg_config__segments') }}
),

final as (
    select
        banks.wave,
        segments.segment,
        banks.bank_id
    from banks
    inner join segments
        on banks.bank_type = segments.bank_type
    order by
        banks.wave,
        segments.segment,
        banks.bank_id
)

select * from final
