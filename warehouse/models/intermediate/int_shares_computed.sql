-- One row per wave, segment, item and channel: the share of banks that offer it, and what 2018 printed.
with counted as (
    select * from {{ ref('int_answers_counted') }}
),

published as (
    select * from {{ ref('published_2018') }}
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
        {{ share_columns() }},
        cast(published.value as decimal(9, 6)) as published_2018,
        published.qualifier as published_qualifier,
        published.line as published_line
    from counted
    left join published
        on
            counted.segment = published.segment
            and counted.item_kind = published.item_kind
            and counted.item_id = published.item_id
            and counted.channel_id = published.channel_id
)

select * from final
