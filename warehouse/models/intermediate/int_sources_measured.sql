-- What each source of a wave gave: pages visited, and mentions per bank or union of which it visited a page.
with sources as (
    select
        wave,
        '{{ var("site_source") }}' as source
    from {{ ref('dim_wave') }}
    union all
    select
        wave,
        'store_' || store as source
    from {{ ref('stg_config__wave_stores') }}
),

pages as (
    select
        wave,
        source,
        count(*) as n_pages,
        count(distinct owner_id) as n_owners
    from {{ ref('fct_fetch') }}
    where
        is_final
        and is_visit
    group by
        wave,
        source
),

mentions as (
    select
        wave,
        source,
        count(*) as n_mentions
    from {{ ref('fct_mention') }}
    group by
        wave,
        source
),

final as (
    select
        sources.wave,
        sources.source,
        coalesce(pages.n_pages, 0) as n_pages,
        coalesce(cast(mentions.n_mentions / nullif(pages.n_owners, 0) as decimal(18, 6)), 0) as n_mentions_per_owner
    from sources
    left join pages
        on
            sources.wave = pages.wave
            and sources.source = pages.source
    left join mentions
        on
            sources.wave = mentions.wave
            and sources.source = mentions.source
)

select * from final
