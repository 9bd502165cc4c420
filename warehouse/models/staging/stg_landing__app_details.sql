with source as (
    select * from {{ source('landing', 'app_details') }}
),

final as (
    select
        wave,
        store,
        store_app_code,
        platform,
        as_of_date,
        reply_kind,
        app_name,
        other_code,
        seller,
        version,
        updated_date,
        category,
        rating,
        n_ratings,
        n_ratings_1,
        n_ratings_2,
        n_ratings_3,
        n_ratings_4,
        n_ratings_5,
        n_downloads,
        downloads_text,
        is_downloads_rounded,
        is_downloads_saturated,
        chart_rank,
        chart_name,
        capture_id,
        url
    from source
)

select * from final
