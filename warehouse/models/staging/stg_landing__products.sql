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
        rule
    from source
)

select * from final
