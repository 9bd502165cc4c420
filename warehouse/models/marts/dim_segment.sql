with segments as (
    select * from {{ ref('stg_config__segments') }}
),

final as (
    select distinct
        segment,
        title_zh,
        title_en,
        position
    from segments
    order by
        position,
        segment
)

select * from final
