-- What the report prints and this warehouse recomputes, in the terms of our statistics.
with figures as (
    select * from {{ ref('published_2018_figures') }}
    where statistic is not null
),

app_ranks as (
    select * from {{ ref('published_2018_app_ranks') }}
),

combined as (
    select
        fact_id,
        statistic,
        case when group_id = 'service_centres' then 'all' else group_id end as segment,
        item_kind,
        item_id,
        channel_id,
        case when unit = 'percent' then value / 100 else value end as value,
        qualifier,
        section,
        line,
        note
    from figures
    union all
    select
        fact_id,
        'bank_app_rank' as statistic,
        segment,
        owner_kind as item_kind,
        bank_id as item_id,
        'any' as channel_id,
        rank as value,
        qualifier,
        section,
        line,
        note
    from app_ranks
),

final as (
    select
        fact_id,
        statistic,
        segment,
        item_kind,
        item_id,
        channel_id,
        cast(value as decimal(18, 6)) as value,
        qualifier,
        section,
        line,
        note
    from combined
    order by
        fact_id
)

select * from final
