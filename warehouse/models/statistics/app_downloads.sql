with readings as (
    select * from {{ ref('int_app_counts_chosen') }}
),

owners as (
    select
        wave,
        owner_id,
        bool_or(is_inherited) as is_of_union,
        count(*) as n_banks_served
    from {{ ref('int_bank_owners') }}
    group by
        wave,
        owner_id
),

-- a day on which the store said nothing about downloads is no reading of them
counters as (
    select *
    from readings
    where
        n_downloads is not null
        or is_downloads_saturated
    qualify row_number() over (
        partition by store, store_app_code, platform, as_of_date
        order by wave asc
    ) = 1
),

followed as (
    select
        readings.*,
        counters.wave as previous_wave,
        counters.as_of_date as previous_date,
        counters.n_downloads as previous_n_downloads,
        case
            when readings.is_downloads_saturated then 'saturated'
            when readings.n_downloads is null then 'not_given'
            when counters.as_of_date is null then 'first_reading'
            when counters.is_downloads_saturated then 'saturated'
            when readings.is_downloads_rounded <> counters.is_downloads_rounded then 'exact_and_rounded'
        end as no_growth_reason
    from readings
    asof left join counters
        on
            readings.store = counters.store
            and readings.store_app_code = counters.store_app_code
            and readings.platform = counters.platform
            and readings.as_of_date > counters.as_of_date
),

final as (
    select
        followed.wave,
        followed.store,
        followed.as_of_date,
        followed.store_app_code,
        followed.platform,
        followed.app_id,
        followed.owner_id,
        owners.is_of_union,
        owners.n_banks_served,
        followed.app_kind,
        followed.app_name,
        followed.n_downloads,
        followed.downloads_text,
        followed.is_downloads_rounded,
        followed.is_downloads_saturated,
        followed.previous_wave,
        followed.previous_date,
        case
            when followed.no_growth_reason is null then followed.n_downloads - followed.previous_n_downloads
        end as n_downloads_growth,
        followed.no_growth_reason,
        followed.rating,
        followed.n_ratings,
        followed.n_ratings_1,
        followed.n_ratings_2,
        followed.n_ratings_3,
        followed.n_ratings_4,
        followed.n_ratings_5,
        followed.updated_date,
        followed.downloads_capture_id,
        followed.ratings_capture_id
    from followed
    inner join owners
        on
            followed.wave = owners.wave
            and followed.owner_id = owners.owner_id
    order by
        followed.wave,
        followed.store,
        followed.as_of_date,
        followed.store_app_code,
        followed.platform
)

select * from final
