with details as (
    select * from {{ ref('stg_landing__app_details') }}
),

codes as (
    select * from {{ ref('int_app_codes_known') }}
),

final as (
    select
        details.wave,
        details.capture_id,
        details.store,
        details.store_app_code,
        details.platform,
        details.as_of_date,
        details.reply_kind,
        details.app_name,
        coalesce(codes.owner_id, sellers.bank_id) as owner_id,
        case
            when codes.owner_id is not null then codes.owner_basis
            when sellers.bank_id is not null then 'seller'
        end as owner_basis,
        codes.app_id,
        codes.app_kind,
        details.other_code,
        details.seller,
        details.version,
        details.updated_date,
        details.category,
        details.rating,
        details.n_ratings,
        details.n_ratings_1,
        details.n_ratings_2,
        details.n_ratings_3,
        details.n_ratings_4,
        details.n_ratings_5,
        details.n_downloads,
        details.downloads_text,
        details.is_downloads_rounded,
        details.is_downloads_saturated,
        details.chart_rank,
        details.chart_name,
        details.url
    from details
    left join codes
        on
            details.store = codes.store
            and details.store_app_code = codes.code
            and details.platform = codes.platform
    left join {{ ref('stg_config__seller_banks') }} as sellers
        on details.seller = sellers.seller
    order by
        details.wave,
        details.capture_id,
        details.store_app_code,
        details.platform
)

select * from final
