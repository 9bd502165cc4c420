{#
  Banks of the same segments are counted together: their segments as one text, which is grouped faster than a list, and
  whether a segment is among those of such a text.
#}
{% macro list_segments(segment) -%}
    string_agg({{ segment }}, ' ' order by {{ segment }} asc)
{%- endmacro %}

{% macro has_segment(segments, segment) -%}
    list_contains(string_split({{ segments }}, ' '), {{ segment }})
{%- endmacro %}
