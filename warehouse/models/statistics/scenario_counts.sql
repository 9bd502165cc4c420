with observations as (
    select * from {{ ref('fct_observation') }}
    where item_kind in ('scenario', 'scenario_category')
),

counted as (
    select
        wave,
        bank_id,
        item_kind,
        channel_id,
        count(*) as n_items,
        count(*) filter (where answer = 'present') as n_present,
        count(*) filter (where answer = 'absent') as n_absent,
        count(*) filter (where answer = 'unknown') as n_unknown
    from observations
    group by
        wave,
        bank_id,
        item_kind,
        channel_id
),

final as (
    select
        counted.wave,
        counted.bank_id,
        counted.item_kind,
        counted.channel_id,
        counted.n_items,
        counted.n_present,
        counted.n_absent,
        counted.n_unknown,
        case when counted.n_unknown = 0 then counted.n_present end as value,
        counted.n_present as low,
        counted.n_present + counted.n_unknown as high,
        printed.nominal as published_2018,
        printed.qualifier as published_qualifier,
        printed.line as published_line
    from counted
    left join {{ ref('int_printed_counts_matched') }} as printed
        on
            printed.statistic = 'scenario_counts'
            and counted.bank_id = printed.bank_id
            and counted.item_kind = printed.item_kind
            and counted.channel_id = printed.channel_id
    order by
        counted.wave,
        counted.bank_id,
        counted.item_kind,
        counted.channel_id
)

select * from final
