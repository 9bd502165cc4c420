-- One row per number that the 2018 report prints of one bank and a statistic counts again, in that statistic's terms.
-- Several channels together (several) have no row of ours. online: not split by channel.
with printed as (
    select * from {{ ref('published_2018_bank_counts') }}
    where
        unit = 'count'
        and nominal is not null
        and channel_id <> 'several'
        and bank_id is not null
),

metrics as (
    select *
    from (
        values
        ('online_products', 'online_product_counts', 'business_line', 'any'),
        ('online_wealth_products', 'online_product_counts', 'business_line', 'wealth'),
        ('life_scenarios', 'scenario_counts', 'scenario', null),
        ('scenario_categories', 'scenario_counts', 'scenario_category', null)
    ) as pairs (metric, statistic, item_kind, item_id)
),

final as (
    select
        metrics.statistic,
        printed.bank_id,
        metrics.item_kind,
        metrics.item_id,
        case when printed.channel_id = 'online' then 'any' else printed.channel_id end as channel_id,
        printed.nominal,
        printed.qualifier,
        printed.line
    from printed
    inner join metrics
        on printed.metric = metrics.metric
)

select * from final
