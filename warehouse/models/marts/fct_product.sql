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
                products.is_hidden asc,
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
        min(snippet) filter (where product_order = 1) as snippet,
        bool_and(is_hidden) as is_hidden,
        min(source_id) as source_id,
        count(distinct product_code) as n_codes,
        min(term_days) as min_term_days,
        max(term_days) as max_term_days,
        min(risk_level) as lowest_risk_level,
        max(risk_level) as highest_risk_level,
        min(min_amount_cny) as min_amount_cny,
        min(yield_low_percent) as yield_low_percent,
        max(yield_high_percent) as yield_high_percent,
        string_agg(distinct currency, '|' order by currency) as currencies,
        min(sale_from_date) as sale_from_date,
        max(sale_until_date) as sale_until_date,
        string_agg(distinct sale_status, '|' order by sale_status) as sale_statuses
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
