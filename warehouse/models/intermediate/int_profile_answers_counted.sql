-- One row per wave and bank: its answers counted as its profile shows them.
with observations as (
    select * from {{ ref('fct_observation') }}
    where
        channel_id = 'any'
        or item_kind = 'business_line'
),

items as (
    select * from {{ ref('dim_item') }}
),

final as (
    select
        observations.wave,
        observations.bank_id,
        {% set present = "observations.answer = 'present'" -%}
        {% set line = "observations.item_kind = 'business_line' and " ~ present -%}
        {% set scenario = "observations.item_kind = 'scenario' and observations.channel_id = 'any'" -%}
        count(*) filter (where {{ scenario }} and {{ present }}) as n_scenarios,
        count(*) filter (where {{ scenario }} and observations.answer = 'unknown') as n_scenarios_unknown,
        count(*) filter (
            where observations.item_kind = 'scenario_category' and observations.channel_id = 'any' and {{ present }}
        ) as n_scenario_categories,
        count(*) filter (where {{ line }} and observations.channel_id = 'web_bank') as n_lines_web,
        count(*) filter (where {{ line }} and observations.channel_id = 'mobile_bank') as n_lines_mobile,
        count(*) filter (where {{ line }} and observations.channel_id = 'wechat_bank') as n_lines_wechat,
        count(*) filter (where {{ line }} and observations.channel_id = 'any') as n_lines_any,
        string_agg(items.title_zh, '、' order by items.position asc, items.item_id asc) filter (
            where observations.item_kind = 'channel' and {{ present }}
        ) as channels_zh
    from observations
    inner join items
        on
            observations.item_kind = items.item_kind
            and observations.item_id = items.item_id
    group by
        observations.wave,
        observations.bank_id
)

select * from final
