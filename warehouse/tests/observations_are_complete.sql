-- Every bank of every wave has a row for every item and channel it is asked about, and no other.
with expected as (
    select
        banks.wave,
        banks.bank_id,
        items.item_kind,
        items.item_id,
        channels.channel_id
    from {{ ref('dim_bank') }} as banks
    cross join {{ ref('stg_config__items') }} as items
    cross join (
        select unnest(['any', '{{ var("observed_channels") | join("', '") }}']) as channel_id
    ) as channels
    where
        {{ computed_here('banks.wave') }}
        and (
            items.item_kind in ('scenario', 'scenario_category', 'business_line')
            or (
                items.item_kind in ('channel', 'service_channel', 'technology')
                and channels.channel_id = 'any'
            )
        )
),

found as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id
    from {{ ref('fct_observation') }}
    where {{ computed_here('wave') }}
)

(select * from expected except select * from found)
union all
(select * from found except select * from expected)
