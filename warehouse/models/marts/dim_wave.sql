with waves as (
    select * from {{ ref('stg_config__waves') }}
),

final as (
    select
        wave,
        title_zh,
        title_en,
        as_of_date,
        is_sample,
        is_backfill,
        is_series
    from waves
    order by wave
)

select * from final
