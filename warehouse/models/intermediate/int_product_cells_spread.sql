-- One row per wave, bank, series, business line and channel that the series belongs to (is_stated) or, because its line
-- or its channel is not stated, could belong to. Line and channel any hold every series.
with products as (
    select * from {{ ref('product_series') }}
),

lines as (
    select item_id
    from {{ ref('stg_config__items') }}
    where item_kind = 'business_line'
    union all
    select 'any' as item_id
),

channels as (
    select unnest(['any', '{{ var("observed_channels") | join("', '") }}']) as channel_id
),

-- a series has one of few pairs of line and channel: what each pair belongs to is told once
cells as (
    select
        pairs.business_line_id,
        pairs.channel_id as series_channel_id,
        lines.item_id,
        channels.channel_id,
        lines.item_id in ('any', coalesce(pairs.business_line_id, 'any'))
        and channels.channel_id in ('any', pairs.channel_id) as is_stated
    from (select distinct business_line_id, channel_id from products) as pairs
    inner join lines
        on
            lines.item_id in ('any', pairs.business_line_id)
            or pairs.business_line_id is null
    inner join channels
        on
            channels.channel_id in ('any', pairs.channel_id)
            or pairs.channel_id = 'unstated'
),

final as (
    select
        products.wave,
        products.bank_id,
        products.series,
        cells.item_id,
        cells.channel_id,
        bool_or(products.is_new) as is_new,
        bool_or(cells.is_stated) as is_stated
    from products
    inner join cells
        on
            products.business_line_id is not distinct from cells.business_line_id
            and products.channel_id = cells.series_channel_id
    group by
        products.wave,
        products.bank_id,
        products.series,
        cells.item_id,
        cells.channel_id
)

select * from final
