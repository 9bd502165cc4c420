-- Every share has a row for each wave, segment, item and channel it is about, banks or none.
with shares as (
    {{ published_shares() }}
),

items as (
    select
        item_kind,
        item_id
    from {{ ref('stg_config__items') }}
    union all
    select
        'online_product' as item_kind,
        item_id
    from {{ ref('stg_config__items') }}
    where item_kind = 'business_line'
    union all
    select
        'online_product' as item_kind,
        'any' as item_id
    union all
    select
        'n_at_least' as item_kind,
        unnest(range(1, count(*) + 1))::varchar as item_id
    from {{ ref('stg_config__items') }}
    where item_kind = 'scenario_category'
),

expected as (
    select
        waves.wave,
        segments.segment,
        items.item_kind,
        items.item_id,
        channels.channel_id
    from {{ ref('dim_wave') }} as waves
    cross join {{ ref('dim_segment') }} as segments
    cross join items
    cross join (
        select unnest(['any', '{{ var("observed_channels") | join("', '") }}']) as channel_id
    ) as channels
    where
        {{ computed_here('waves.wave') }}
        and (
            channels.channel_id = 'any'
            or items.item_kind not in ('channel', 'service_channel', 'technology')
        )
),

found as (
    select
        wave,
        segment,
        case when statistic = 'online_products' then 'online_product' else item_kind end as item_kind,
        item_id,
        channel_id
    from shares
    where {{ computed_here('wave') }}
)

(select * from expected except select * from found)
union all
(select * from found except select * from expected)
