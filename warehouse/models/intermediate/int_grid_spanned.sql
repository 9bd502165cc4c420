-- One row per wave, bank, item and channel that is asked about (scenario categories follow from their leaves).
with banks as (
    select * from {{ ref('dim_bank') }}
),

items as (
    select * from {{ ref('stg_config__items') }}
),

channels as (
    select unnest(['any', '{{ var("observed_channels") | join("', '") }}']) as channel_id
),

final as (
    select
        banks.wave,
        banks.bank_id,
        items.item_kind,
        items.item_id,
        items.parent_id,
        items.position,
        items.absent_depth,
        items.has_app_source,
        channels.channel_id
    from banks
    inner join items
        on items.item_kind <> 'scenario_category'
    inner join channels
        on
            items.item_kind in ('scenario', 'business_line')
            or channels.channel_id = 'any'
)

select * from final
