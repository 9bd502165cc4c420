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

final as (
    select
        products.wave,
        products.bank_id,
        products.series,
        lines.item_id,
        channels.channel_id,
        bool_or(products.is_new) as is_new,
        bool_or(
            lines.item_id in ('any', coalesce(products.business_line_id, 'any'))
            and channels.channel_id in ('any', products.channel_id)
        ) as is_stated
    from products
    inner join lines
        on
            lines.item_id in ('any', products.business_line_id)
            or products.business_line_id is null
    inner join channels
        on channels.channel_id in ('any', products.channel_id)
            or products.channel_id = 'unstated'
    group by
        products.wave,
        products.bank_id,
        products.series,
        lines.item_id,
        channels.channel_id
)

select * from final
