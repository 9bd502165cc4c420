{#
  An index from 0 to 100: the mean of its parts, each a share of the items asked about, every part weighing the same.
  Unknown items count as absent in low and as present in high; value is the index where none is unknown. A part's counts
  are n_<part>, n_<part>_present and n_<part>_unknown of the one table that has them.
#}
{% macro index(parts, end) -%}
    {% if end == 'value' -%}
    case when {% for part in parts %}n_{{ part }}_unknown{{ ' + ' if not loop.last }}{% endfor %} = 0 then {{ index(parts, 'low') }} end
    {%- else -%}
    cast((
        {%- for part in parts %}
            (n_{{ part }}_present{{ ' + n_' ~ part ~ '_unknown' if end == 'high' }}) / nullif(n_{{ part }}, 0)
            {{- ' +' if not loop.last }}
        {%- endfor %}
        ) * 100 / {{ parts | length }} as decimal(5, 2))
    {%- endif %}
{%- endmacro %}
