with computed as (
    select * from {{ ref('int_bank_index_computed') }}
),

scores as (
    select * from {{ ref('published_2018_bank_scores') }}
    where score is not null
),

final as (
    select
        computed.wave,
        computed.bank_id,
        {% for dimension, parts in {
            'products': ['lines', 'categories', 'product_lines'], 'channels': ['channels', 'line_channels']
        }.items() -%}
        {% for part in parts -%}
        computed.n_{{ part }},
        computed.n_{{ part }}_present,
        computed.n_{{ part }}_unknown,
        {% endfor -%}
        computed.{{ dimension }}_value,
        computed.{{ dimension }}_low,
        computed.{{ dimension }}_high,
        {{ dimension }}_scores.score as published_2018_{{ dimension }}_score,
        {{ dimension }}_scores.is_ocr_suspect as is_published_{{ dimension }}_suspect{{ ',' if not loop.last }}
        {% endfor %}
    from computed
    {% for dimension in ['products', 'channels'] -%}
    left join scores as {{ dimension }}_scores
        on
            computed.bank_id = {{ dimension }}_scores.bank_id
            and {{ dimension }}_scores.dimension = '{{ dimension }}'
    {% endfor %}
    order by
        computed.wave,
        computed.bank_id
)

select * from final
