-- One row per wave, store, day and app of a bank or union of the wave: of several replies the one whose downloads stand
-- for the day (a number before none, exact before rounded, then the last), and the one whose ratings do (with their
-- number, then with their stars, then the last).
with details as (
    select
        details.*,
        fetches.fetched_at
    from {{ ref('fct_app_detail') }} as details
    inner join {{ ref('fct_fetch') }} as fetches
        on
            details.wave = fetches.wave
            and details.capture_id = fetches.fetch_id
    where (details.wave, details.owner_id) in (select (wave, owner_id) from {{ ref('int_bank_owners') }})
),

named as (
    select
        *,
        max(updated_date) over (partition by wave, store, store_app_code, platform, as_of_date) as last_updated_date
    from details
    qualify row_number() over (
        partition by wave, store, store_app_code, platform, as_of_date
        order by
            owner_basis = 'seller' asc,
            fetched_at desc,
            capture_id desc
    ) = 1
),

downloads as (
    select *
    from details
    where
        n_downloads is not null
        or downloads_text is not null
        or is_downloads_saturated
    qualify row_number() over (
        partition by wave, store, store_app_code, platform, as_of_date
        order by
            n_downloads is not null desc,
            is_downloads_rounded asc,
            fetched_at desc,
            capture_id desc
    ) = 1
),

ratings as (
    select *
    from details
    where
        rating is not null
        or n_ratings is not null
    qualify row_number() over (
        partition by wave, store, store_app_code, platform, as_of_date
        order by
            n_ratings is not null desc,
            n_ratings_1 is not null desc,
            fetched_at desc,
            capture_id desc
    ) = 1
),

final as (
    select
        named.wave,
        named.store,
        named.as_of_date,
        named.store_app_code,
        named.platform,
        named.app_name,
        named.owner_id,
        named.app_id,
        named.app_kind,
        downloads.n_downloads,
        downloads.downloads_text,
        downloads.is_downloads_rounded,
        coalesce(downloads.is_downloads_saturated and downloads.n_downloads is null, false) as is_downloads_saturated,
        downloads.capture_id as downloads_capture_id,
        ratings.rating,
        ratings.n_ratings,
        ratings.n_ratings_1,
        ratings.n_ratings_2,
        ratings.n_ratings_3,
        ratings.n_ratings_4,
        ratings.n_ratings_5,
        ratings.capture_id as ratings_capture_id,
        named.last_updated_date as updated_date
    from named
    left join downloads
        on
            named.wave = downloads.wave
            and named.store = downloads.store
            and named.store_app_code = downloads.store_app_code
            and named.platform = downloads.platform
            and named.as_of_date = downloads.as_of_date
    left join ratings
        on
            named.wave = ratings.wave
            and named.store = ratings.store
            and named.store_app_code = ratings.store_app_code
            and named.platform = ratings.platform
            and named.as_of_date = ratings.as_of_date
)

select * from final
