-- One row per list-day, bank and listed app of its own or its union's, best place first (place 1).
with ranks as (
    select * from {{ ref('fct_app_rank') }}
    where owner_id is not null
),

final as (
    select
        ranks.wave,
        ranks.store,
        ranks.chart,
        ranks.as_of_date,
        owners.bank_id,
        ranks.rank,
        ranks.app_id,
        ranks.app_kind,
        ranks.app_name,
        ranks.store_app_code,
        owners.is_inherited,
        row_number() over (
            partition by ranks.wave, ranks.store, ranks.chart, ranks.as_of_date, owners.bank_id
            order by ranks.rank asc
        ) as place
    from ranks
    inner join {{ ref('int_bank_owners') }} as owners
        on
            ranks.wave = owners.wave
            and ranks.owner_id = owners.owner_id
)

select * from final
