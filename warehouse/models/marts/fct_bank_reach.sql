with banks as (
    select * from {{ ref('dim_bank') }}
),

visits as (
    select * from {{ ref('fct_visit') }}
),

app_pages as (
    select
        owners.wave,
        owners.bank_id,
        bool_or(urls.is_visit) as is_visited
    from {{ ref('int_bank_owners') }} as owners
    inner join {{ ref('int_urls_decided') }} as urls
        on
            owners.wave = urls.wave
            and owners.owner_id = urls.owner_id
            and starts_with(urls.source, 'store_')
    group by
        owners.wave,
        owners.bank_id
),

categories as (
    select
        wave,
        bank_id,
        count(*) as n_items,
        count(*) filter (where answer <> 'unknown') as n_determined
    from {{ ref('fct_observation') }}
    where
        item_kind = 'scenario_category'
        and channel_id = 'any'
    group by
        wave,
        bank_id
),

reached as (
    select
        banks.wave,
        banks.bank_id,
        banks.has_known_site or visits.n_urls > 0 as is_site_known,
        banks.has_known_app or app_pages.bank_id is not null as is_app_known,
        visits.n_urls > 0 as is_site_attempted,
        app_pages.bank_id is not null as is_app_attempted,
        visits.n_visited > 0 as is_site_visited,
        coalesce(app_pages.is_visited, false) as is_app_visited,
        coalesce(categories.n_items, 0) as n_categories,
        coalesce(categories.n_determined, 0) as n_categories_determined
    from banks
    inner join visits
        on
            banks.wave = visits.wave
            and banks.bank_id = visits.bank_id
    left join app_pages
        on
            banks.wave = app_pages.wave
            and banks.bank_id = app_pages.bank_id
    left join categories
        on
            banks.wave = categories.wave
            and banks.bank_id = categories.bank_id
),

final as (
    select
        wave,
        bank_id,
        is_site_known,
        is_app_known,
        is_site_attempted,
        is_app_attempted,
        is_site_visited,
        is_app_visited,
        n_categories,
        n_categories_determined,
        case
            when n_categories > 0 and n_categories_determined = n_categories then 'fully_determined'
            when n_categories_determined > 0 then 'partly_determined'
            when is_site_visited or is_app_visited then 'visited'
            when is_site_attempted or is_app_attempted then 'attempted'
            when is_site_known or is_app_known then 'source_known'
            else 'in_universe'
        end as step
    from reached
    order by
        wave,
        bank_id
)

select * from final
