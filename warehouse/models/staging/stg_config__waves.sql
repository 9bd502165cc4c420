with source as (
    select * from {{ source('config', 'waves') }}
),

final as (
    select
        wave,
        title_zh,
        title_en,
        as_of_date,
        is_sample,
        budget_depth,
        is_backfill,
        is_series,
        restates_wave
    from source
)

select * from final
