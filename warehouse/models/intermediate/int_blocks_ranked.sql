-- One row per wave, bank and blocking outcome at the shallowest depth where its site is blocked; 1 = most URLs.
with urls as (
    select * from {{ ref('int_urls_decided') }}
    where source = '{{ var("site_source") }}'
),

first_depths as (
    select
        wave,
        owner_id,
        min(depth) as first_depth
    from urls
    where is_blocking
    group by
        wave,
        owner_id
),

counted as (
    select
        urls.wave,
        urls.owner_id as bank_id,
        first_depths.first_depth,
        urls.outcome,
        count(*) as n_urls
    from urls
    inner join first_depths
        on
            urls.wave = first_depths.wave
            and urls.owner_id = first_depths.owner_id
            and urls.depth = first_depths.first_depth
    where urls.is_blocking
    group by
        urls.wave,
        urls.owner_id,
        first_depths.first_depth,
        urls.outcome
),

final as (
    select
        wave,
        bank_id,
        first_depth,
        outcome,
        n_urls,
        row_number() over (
            partition by wave, bank_id
            order by n_urls desc, outcome asc
        ) as block_order
    from counted
)

select * from final
