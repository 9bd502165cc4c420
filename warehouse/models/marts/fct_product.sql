with products as (
    select * from {{ ref('stg_landing__products') }}
),

fetches as (
    select * from {{ ref('stg_landing__fetches') }}
),

banks as (
    select * from {{ ref('dim_bank') }}
),

ranked as (
    select
        products.*,
        fetches.fetched_at,
        row_number() over (
            partition by products.wave, products.owner_id, products.series, products.channel_id
            order by
                products.business_line_id is null asc,
                fetches.depth asc,
                fetches.fetched_at asc,
                products.product_id asc
        ) as product_order
    from products
    inner join fetches
        on
            products.wave = fetches.wave
            and products.capture_id = fetches.fetch_id
    inner join banks
        on
            products.wave = banks.wave
            and products.owner_id = banks.bank_id
),

final as (
    select
        wave,
        owner_id as bank_id,
        series,
        channel_id,
        min(business_line_id) filter (where product_order = 1) as business_line_id,
        count(distinct capture_id) as n_captures,
        count(distinct name) as n_names,
        min(fetched_at) as first_seen_at,
        max(fetched_at) as last_seen_at,
        min(product_id) filter (where product_order = 1) as best_product_id,
        min(name) filter (where product_order = 1) as name,
        min(url) filter (where product_order = 1) as url,
        min(capture_id) filter (where product_order = 1) as capture_id,
        min(snippet) filter (where product_order = 1) as snippet
    from ranked
    group by
        wave,
        owner_id,
        series,
        channel_id
    order by
        wave,
        bank_id,
        series,
        channel_id
)

select * from final
