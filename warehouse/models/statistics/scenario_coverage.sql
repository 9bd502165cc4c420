with counted as (
    select * from {{ ref('int_answers_counted') }}
),

published as (
    select * from {{ ref('published_2018') }}
    where statistic = 'scenario_coverage'
),

final as (
    select
        counted.wave,
        counted.segment,
        counted.item_kind,
        counted.item_id,
        counted.channel_id,
        counted.n_banks,
        counted.n_present,
        counted.n_absent,
        counted.n_unknown,
        {{ share('n_present', 'n_present + n_absent') }} as value,
        {{ share('n_present', 'n_banks') }} as low,
        {{ share('n_present + n_unknown', 'n_banks') }} as high,
        {{ wilson_low('n_present', 'n_present + n_absent') }} as ci_low,
        {{ wilson_high('n_present', 'n_present + n_absent') }} as ci_high,
        published.value as published_2018,
        published.qualifier as published_qualifier,
        published.line as published_line
    from counted
    left join published
        on
            counted.segment = published.segment
            and counted.item_kind = published.item_kind
            and counted.item_id = published.item_id
            and counted.channel_id = published.channel_id
    where counted.item_kind in ('scenario', 'scenario_category')
    order by
        counted.wave,
        counted.segment,
        counted.item_kind,
        counted.item_id,
        counted.channel_id
)

select * from final
