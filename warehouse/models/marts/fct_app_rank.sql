with ranks as (
    select * from {{ ref('int_app_lists_chosen') }}
),

apps as (
    select * from {{ ref('stg_config__apps') }}
),

final as (
    select
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        ranks.rank,
        ranks.observed_depth,
        ranks.store_app_code,
        ranks.app_name,
        apps.owner_id,
        apps.app_id,
        ranks.capture_id
    from ranks
    left join apps
        on
            ranks.store = apps.store
            and ranks.store_app_code = apps.store_app_code
    order by
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        ranks.rank
)

select * from final
