with source as (
    select * from {{ source('landing', 'imports') }}
),

final as (
    select
        import_id,
        wave,
        store,
        chart,
        form,
        source,
        file_name,
        sha256,
        first_date,
        last_date,
        date_precision,
        n_rows
    from source
)

select * from final
