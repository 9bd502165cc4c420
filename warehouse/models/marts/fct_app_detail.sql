with details as (
    select * from {{ ref('stg_landing__app_details') }}
),

apps as (
    select * from {{ ref('stg_config__apps') }}
),

final as (
    select
        details.wave,
        details.capture_id,
        details.store,
        details.store_app_code,
        details.as_of_date,
        details.app_name,
        apps.owner_id,
        apps.app_id,
        details.seller,
        details.version,
        details.rating,
        details.n_ratings,
        details.chart_rank,
        details.chart_name,
        details.url
    from details
    left join apps
        on
            details.store = apps.store
            and details.store_app_code = apps.store_app_code
    order by
        details.wave,
        details.capture_id
)

select * from final
