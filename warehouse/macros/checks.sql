{# Generic test: the columns together are unique and none of them is null. #}
{% test key(model, columns) %}
select
    {{ columns | join(', ') }},
    count(*) as n_rows
from {{ model }}
group by all
having
    count(*) > 1
    {% for column in columns %} or {{ column }} is null {% endfor %}
{% endtest %}

{# Generic test: none of the columns is ever null, but where a frozen wave is older than the column; the rows
   come with the names of those that are. #}
{% test filled(model, columns) %}
select
    concat_ws(
        ' '
        {% for column in columns %}, case when {{ column }} is null then '{{ column }}' end
        {% endfor %}
    ) as nulls_in,
    *
from {{ model }}
where
    ({% for column in columns %} {{ column }} is null {{ 'or' if not loop.last }} {% endfor %})
    {% if execute and 'wave' in adapter.get_columns_in_relation(model) | map(attribute='name') -%}
    and wave not in (select frozen_tables.wave from raw.frozen_tables)
    {%- endif %}
{% endtest %}

{# Generic test: the column, where it is given, lies between the two numbers, ends included. #}
{% test within(model, column_name, low, high) %}
select
    {{ column_name }},
    * exclude ({{ column_name }})
from {{ model }}
where {{ column_name }} not between {{ low }} and {{ high }}
{% endtest %}

{# Generic test in place of dbt's own, which shows the values and not the rows: the column, where given, is one of these. #}
{% test accepted_values(model, column_name, values) %}
select
    {{ column_name }},
    * exclude ({{ column_name }})
from {{ model }}
where {{ column_name }} not in ('{{ values | join("', '") }}')
{% endtest %}

{# Generic test: the columns, where all of them are given, stand together in a row of another table. #}
{% test found_in(model, columns, to, to_columns) %}
select distinct {{ columns | join(', ') }}
from {{ model }}
where
    {% for column in columns %}{{ column }} is not null and {% endfor %}
    ({{ columns | join(', ') }}) not in (select ({{ to_columns | join(', ') }}) from {{ to }})
{% endtest %}

{# Every statistic that is a share of banks, one under the other; how many categories are covered stands as an item. #}
{% macro published_shares() -%}
{%- set columns = 'n_banks, n_present, n_absent, n_unknown, value, low, high, ci_low, ci_high, is_small_cell' -%}
    {%- for statistic in [
        'scenario_coverage', 'channel_coverage', 'business_line_channels', 'service_channel_coverage',
        'technology_coverage', 'online_products'
    ] %}
    select '{{ statistic }}' as statistic, wave, segment, item_kind, item_id, channel_id, {{ columns }}
    from {{ ref(statistic) }}
    union all
    {%- endfor %}
    select
        'scenario_breadth' as statistic, wave, segment, 'n_at_least' as item_kind, n_at_least::varchar as item_id,
        channel_id, {{ columns }}
    from {{ ref('scenario_breadth') }}
{%- endmacro %}
