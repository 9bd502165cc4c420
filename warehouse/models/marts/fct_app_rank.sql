with ranks as (
    select * from {{ ref('int_app_lists_chosen') }}
),

codes as (
    select * from {{ ref('int_app_codes_listed') }}
),

imports as (
    select * from {{ ref('stg_landing__imports') }}
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
        coalesce(ranks.app_name, codes.name_zh) as app_name,
        ranks.seller,
        coalesce(codes.owner_id, sellers.bank_id) as owner_id,
        case
            when codes.owner_id is not null then codes.owner_basis
            when sellers.bank_id is not null then 'seller'
        end as owner_basis,
        codes.app_id,
        codes.app_kind,
        ranks.capture_id,
        imports.import_id is not null as is_imported
    from ranks
    left join codes
        on
            ranks.store = codes.store
            and ranks.store_app_code = codes.code
    left join {{ ref('stg_config__seller_banks') }} as sellers
        on ranks.seller = sellers.seller
    left join imports
        on
            ranks.wave = imports.wave
            and ranks.capture_id = imports.import_id
    order by
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        ranks.rank
)

select * from final
