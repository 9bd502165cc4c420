{#
  How a bank moved between two readings of a list: up, down, unchanged, entered, left, outside (of both), unknown;
  null without an earlier reading. A list that was read less deep than the other's rank cannot tell.
#}
{% macro movement(now, depth, before, earlier_date, earlier_depth) -%}
    case
        when {{ earlier_date }} is null then null
        when {{ now }}.best_rank < {{ before }}.best_rank then 'up'
        when {{ now }}.best_rank > {{ before }}.best_rank then 'down'
        when {{ now }}.best_rank = {{ before }}.best_rank then 'unchanged'
        when
            {{ now }}.state = 'listed'
            and {{ before }}.state = 'not_listed'
            and {{ now }}.best_rank <= {{ earlier_depth }} then 'entered'
        when
            {{ now }}.state = 'not_listed'
            and {{ before }}.state = 'listed'
            and {{ before }}.best_rank <= {{ depth }} then 'left'
        when {{ now }}.state = 'not_listed' and {{ before }}.state = 'not_listed' then 'outside'
        else 'unknown'
    end
{%- endmacro %}
