with measures as (
    select
        wave,
        measure,
        subject,
        value
    from {{ ref('int_banks_measured') }}
    union all
    select
        wave,
        measure,
        subject,
        value
    from {{ ref('int_lists_measured') }}
    union all
    select
        wave,
        'pages_visited' as measure,
        source as subject,
        n_pages as value
    from {{ ref('int_sources_measured') }}
    union all
    select
        wave,
        'mentions_per_owner' as measure,
        source as subject,
        n_mentions_per_owner as value
    from {{ ref('int_sources_measured') }}
),

final as (
    select
        wave,
        measure,
        subject,
        cast(value as decimal(18, 6)) as value
    from measures
    order by
        wave,
        measure,
        subject
)

select * from final
