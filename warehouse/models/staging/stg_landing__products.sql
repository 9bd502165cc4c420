with source as (
    select * from {{ source('landing', 'products') }}
),

final as (
    select
        product_id,
        wave,
        capture_id,
        owner_id,
        url,
        page_title,
        name,
        series,
        issue,
        channel_id,
        business_line_id,
        snippet,
        block_path,
        rule,
        is_hidden,
        source_id,
        product_code,
        term,
        term_days,
        risk_level,
        min_amount_cny,
        yield_text,
        yield_low_percent,
        yield_high_percent,
        currency,
        sale_from_date,
        sale_until_date,
        sale_status
    from source
)

select * from final
