with waves as (
    select * from {{ ref('dim_wave') }}
),

segments as (
    select * from {{ ref('dim_segment') }}
),

reasons as (
    select * from {{ ref('stg_config__refrained') }}
),

members as (
    select * from {{ ref('int_segment_banks') }}
),

pages as (
    select
        wave,
        bank_id,
        reason,
        count(*) as n_pages
    from {{ ref('int_pages_refrained') }}
    group by
        wave,
        bank_id,
        reason
),

sizes as (
    select
        wave,
        segment,
        count(*) as n_banks
    from members
    group by
        wave,
        segment
),

counted as (
    select
        members.wave,
        members.segment,
        pages.reason,
        count(*) as n_banks_refrained,
        sum(pages.n_pages)::bigint as n_pages
    from members
    inner join pages
        on
            members.wave = pages.wave
            and members.bank_id = pages.bank_id
    group by
        members.wave,
        members.segment,
        pages.reason
),

final as (
    select
        waves.wave,
        segments.segment,
        reasons.reason,
        reasons.position,
        coalesce(sizes.n_banks, 0) as n_banks,
        coalesce(counted.n_banks_refrained, 0) as n_banks_refrained,
        coalesce(counted.n_pages, 0) as n_pages
    from waves
    cross join segments
    cross join reasons
    left join sizes
        on
            waves.wave = sizes.wave
            and segments.segment = sizes.segment
    left join counted
        on
            waves.wave = counted.wave
            and segments.segment = counted.segment
            and reasons.reason = counted.reason
    order by
        waves.wave,
        segments.segment,
        reasons.position
)

select * from final
