with source as (
    select * from {{ source('landing', 'app_ranks') }}
),

final as (
    select
        wave,
        store,
        chart,
        as_of_date,
        rank,
        observed_depth,
        store_app_code,
        app_name,
        seller,
        list_id,
        capture_id
    from source
)

select * from final
