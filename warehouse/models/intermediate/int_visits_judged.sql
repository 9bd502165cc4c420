-- One row per wave and bank: what was read of its own site.
with banks as (
    select * from {{ ref('dim_bank') }}
),

waves as (
    select * from {{ ref('stg_config__waves') }}
),

blocks as (
    select * from {{ ref('int_blocks_ranked') }}
    where block_order = 1
),

counted as (
    select
        wave,
        owner_id as bank_id,
        count(*) as n_urls,
        count(*) filter (where is_visit) as n_visited,
        count(*) filter (where is_blocking) as n_blocking,
        bool_or(is_visit and depth = 0) as has_home
    from {{ ref('int_urls_decided') }}
    where source = '{{ var("site_source") }}'
    group by
        wave,
        owner_id
),

final as (
    select
        banks.wave,
        banks.bank_id,
        case
            when counted.n_urls is null and not banks.has_known_site then 'no_known_site'
            when counted.n_urls is null then 'not_attempted'
            when counted.n_visited = 0 then 'unreachable'
            when counted.n_blocking = 0 and counted.has_home then 'complete'
            else 'partial'
        end as visit_status,
        coalesce(counted.n_urls, 0) as n_urls,
        coalesce(counted.n_visited, 0) as n_visited,
        coalesce(counted.n_blocking, 0) as n_blocking,
        case
            when counted.has_home
                then least(coalesce(blocks.first_depth - 1, waves.budget_depth), waves.budget_depth)
            else -1
        end as complete_depth,
        case
            when counted.n_urls is null then null
            when blocks.outcome is not null then blocks.outcome
            when counted.has_home then 'ok'
            else 'gone'
        end as main_outcome
    from banks
    inner join waves
        on banks.wave = waves.wave
    left join counted
        on
            banks.wave = counted.wave
            and banks.bank_id = counted.bank_id
    left join blocks
        on
            banks.wave = blocks.wave
            and banks.bank_id = blocks.bank_id
)

select * from final
