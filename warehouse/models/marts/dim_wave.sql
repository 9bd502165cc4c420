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
        is_series,
        restates_wave,
        -- a frozen wave's row comes from its snapshot, with the day
        false as is_frozen,
        null::date as frozen_date
    from waves
    order by wave
)

select * from final
