{# Join condition: two tables are about the same wave, bank and item. #}
{% macro same_item(one, other) -%}
    {{ one }}.wave = {{ other }}.wave
            and {{ one }}.bank_id = {{ other }}.bank_id
            and {{ one }}.item_kind = {{ other }}.item_kind
            and {{ one }}.item_id = {{ other }}.item_id
{%- endmacro %}
