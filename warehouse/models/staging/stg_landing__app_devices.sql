with source as (
    select * from {{ source('landing', 'app_devices') }}
),

final as (
    select
        wave,
        store,
        chart,
        month,
        store_app_code,
        app_name,
        n_devices_wan,
        overall_rank,
        growth_percent,
        import_id
    from source
)

select * from final
