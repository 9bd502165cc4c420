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

{# Generic test: none of the columns is ever null, but where a frozen wave is older than the column. #}
{% test filled(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
where
    ({% for column in columns %} {{ column }} is null {{ 'or' if not loop.last }} {% endfor %})
    {% if execute and 'wave' in adapter.get_columns_in_relation(model) | map(attribute='name') -%}
    and wave not in (select frozen_tables.wave from raw.frozen_tables)
    {%- endif %}
{% endtest %}

{# Generic test: the column, where it is given, lies between the two numbers, ends included. #}
{% test within(model, column_name, low, high) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} not between {{ low }} and {{ high }}
{% endtest %}

{# Generic test: the columns, where all of them are given, stand together in a row of another table. #}
{% test found_in(model, columns, to, to_columns) %}
select distinct {{ columns | join(', ') }}
from {{ model }}
where
    {% for column in columns %}{{ column }} is not null and {% endfor %}
    ({{ columns | join(', ') }}) not in (select ({{ to_columns | join(', ') }}) from {{ to }})
{% endtest %}
