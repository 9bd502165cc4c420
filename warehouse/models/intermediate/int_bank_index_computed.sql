-- One row per wave and bank: the counts that its two indices are made of, and the indices; nothing printed enters here.
with answers as (
    select
        wave,
        bank_id,
        answer,
        case
            when item_kind = 'business_line' and channel_id = 'any' then 'lines'
            when item_kind = 'business_line' and channel_id in ('web_bank', 'mobile_bank', 'wechat_bank') then 'line_channels'
            when item_kind = 'scenario_category' and channel_id = 'any' then 'categories'
            when item_kind = 'channel' then 'channels'
        end as part
    from {{ ref('fct_observation') }}
    where
        item_kind in ('business_line', 'channel')
        or (item_kind = 'scenario_category' and channel_id = 'any')
    union all
    select
        wave,
        bank_id,
        answer,
        'product_lines' as part
    from {{ ref('online_product_counts') }}
    where
        item_id <> 'any'
        and channel_id = 'any'
),

{% set parts = ['lines', 'categories', 'product_lines', 'channels', 'line_channels'] -%}
counted as (
    select
        wave,
        bank_id,
        {% for part in parts -%}
        count(*) filter (where part = '{{ part }}') as n_{{ part }},
        count(*) filter (where part = '{{ part }}' and answer = 'present') as n_{{ part }}_present,
        count(*) filter (where part = '{{ part }}' and answer = 'unknown') as n_{{ part }}_unknown{{ ',' if not loop.last }}
        {% endfor %}
    from answers
    group by
        wave,
        bank_id
),

final as (
    select
        *,
        {% for dimension, own in {'products': parts[:3], 'channels': parts[3:]}.items() -%}
        {% for end in ['value', 'low', 'high'] -%}
        {{ index(own, end) }} as {{ dimension }}_{{ end }}{{ ',' if not (loop.last and dimension == 'channels') }}
        {% endfor -%}
        {% endfor %}
    from counted
)

select * from final
