with source as (
    select * from {{ source('landing', 'app_details') }}
),

final as (
    select
        wave,
        store,
        store_app_code,
        as_of_date,
        app_name,
        seller,
        version,
        rating,
        n_ratings,
        chart_rank,
        chart_name,
        capture_id,
        url
    from source
)

select * from final
