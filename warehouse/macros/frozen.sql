{#
  After a table is made: the rows of every frozen wave are replaced by those that its snapshot holds of this table, so that
  what was published stays. Columns that the snapshot lacks are null, those that the table no longer has are left out. Of a
  statistic, rows that come out otherwise today are kept in meta.frozen_differences, from which the build warns.
#}
{% macro restore_frozen(is_statistic=false) %}
{%- if execute -%}
{%- set known = "select count(*) from raw.frozen_tables where table_name = '" ~ this.identifier ~ "'" -%}
{%- if run_query(known).rows[0][0] > 0 -%}
{%- set columns = columns_in_common(this.identifier) -%}
{%- set waves = "(select wave from raw.frozen_tables where table_name = '" ~ this.identifier ~ "')" -%}
{% if is_statistic -%}
{% for side, one, other in [('published', 'frozen', 'main'), ('today', 'main', 'frozen')] %}
insert into meta.frozen_differences
select
    '{{ this.identifier }}',
    wave,
    '{{ side }}',
    to_json(differing)::varchar
from (
    select {{ columns }} from {{ one }}."{{ this.identifier }}" where wave in {{ waves }}
    except all
    select {{ columns }} from {{ other }}."{{ this.identifier }}" where wave in {{ waves }}
) as differing;
{% endfor %}
{%- endif %}
delete from main."{{ this.identifier }}" where wave in {{ waves }};
insert into main."{{ this.identifier }}" by name
select {{ columns }} from frozen."{{ this.identifier }}" order by all
{%- endif -%}
{%- endif -%}
{% endmacro %}

{# A dimension without waves holds all that some wave of the file was asked about: what was retired since, as last published. #}
{% macro restore_retired(key) %}
{%- if execute -%}
{%- set name = this.identifier -%}
{%- set known = "select count(*) from duckdb_views() where schema_name = 'frozen' and view_name = '" ~ name ~ "'" -%}
{%- if run_query(known).rows[0][0] > 0 -%}
{%- set columns = columns_in_common(name) -%}
{%- set key = key | join(', ') -%}
insert into main."{{ name }}" by name
select {{ columns }}
from frozen."{{ name }}"
where ({{ key }}) not in (select ({{ key }}) from main."{{ name }}")
qualify row_number() over (partition by {{ key }} order by freeze_order asc) = 1
order by all
{%- endif -%}
{%- endif -%}
{% endmacro %}

{% macro columns_in_common(name) -%}
{%- set query -%}
select string_agg('"' || ours.column_name || '"', ', ' order by ours.column_index)
from duckdb_columns() as ours
inner join duckdb_columns() as theirs
    on
        ours.column_name = theirs.column_name
        and ours.database_name = theirs.database_name
        and theirs.schema_name = 'frozen'
        and theirs.table_name = '{{ name }}'
where
    ours.database_name = current_database()
    and ours.schema_name = 'main'
    and ours.table_name = '{{ name }}'
{%- endset -%}
{{ return(run_query(query).rows[0][0]) }}
{%- endmacro %}

{# Condition of a test that confronts answers with config: a frozen wave passed it with the config of its day. #}
{% macro computed_here(wave) -%}
{{ wave }} not in (select frozen_waves.wave from {{ ref('dim_wave') }} as frozen_waves where frozen_waves.is_frozen)
{%- endmacro %}
