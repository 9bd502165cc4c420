with banks as (
    select * from {{ ref('stg_config__banks') }}
),

universe as (
    select * from {{ ref('stg_config__wave_banks') }}
),

stores as (
    select * from {{ ref('stg_config__wave_stores') }}
),

app_owners as (
    select distinct
        stores.wave,
        codes.owner_id
    from {{ ref('int_app_codes_known') }} as codes
    inner join stores
        on codes.store = stores.store
),

final as (
    select
        universe.wave,
        banks.bank_id,
        banks.name_zh,
        banks.short_name_zh,
        banks.name_en,
        banks.bank_type,
        banks.institution_code,
        banks.province,
        banks.city,
        banks.website_url,
        banks.union_id,
        banks.valid_from,
        banks.valid_until,
        banks.successor_id,
        banks.succession_kind,
        universe.has_seed or banks.website_url is not null as has_known_site,
        own.owner_id is not null or shared.owner_id is not null as has_known_app
    from universe
    inner join banks
        on universe.bank_id = banks.bank_id
    left join app_owners as own
        on
            universe.wave = own.wave
            and banks.bank_id = own.owner_id
    left join app_owners as shared
        on
            universe.wave = shared.wave
            and banks.union_id = shared.owner_id
    order by
        universe.wave,
        banks.bank_id
)

select * from final
