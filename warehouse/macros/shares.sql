{# Part of a whole as decimal(9,6); null when the whole is empty. #}
{% macro share(part, whole) -%}
    cast(({{ part }}) / nullif({{ whole }}, 0) as decimal(9, 6))
{%- endmacro %}

{#
  Wilson score interval of k out of n at 95 % (Wilson 1927, J. Am. Stat. Assoc. 22:209), z = 1.959963984540054:
  (k + z²/2 ± z·sqrt(k·(n - k)/n + z²/4)) / (n + z²). Null when n is 0.
#}
{% macro wilson_low(part, whole) -%}
    case when {{ whole }} > 0 then cast(greatest(0, {{ wilson_bound(part, whole, '-') }}) as decimal(9, 6)) end
{%- endmacro %}

{% macro wilson_high(part, whole) -%}
    case when {{ whole }} > 0 then cast(least(1, {{ wilson_bound(part, whole, '+') }}) as decimal(9, 6)) end
{%- endmacro %}

{% macro wilson_bound(part, whole, sign) -%}
    {%- set z = 1.959963984540054 -%}
    {%- set k = '(' ~ part ~ ')' -%}
    {%- set n = '(' ~ whole ~ ')' -%}
    (
        {{ k }} + {{ z * z / 2 }}::double
        {{ sign }} {{ z }}::double * sqrt({{ k }} * ({{ n }} - {{ k }}) / {{ n }} + {{ z * z / 4 }}::double)
    ) / ({{ n }} + {{ z * z }}::double)
{%- endmacro %}

{#
  The columns of a share, from n_banks, n_present, n_absent and n_unknown of the one table that has them. A share of few
  banks is marked: one bank more or less moves it by ten points and more.
#}
{% macro share_columns() -%}
    {{ share('n_present', 'n_present + n_absent') }} as value,
        {{ share('n_present', 'n_banks') }} as low,
        {{ share('n_present + n_unknown', 'n_banks') }} as high,
        {{ wilson_low('n_present', 'n_present + n_absent') }} as ci_low,
        {{ wilson_high('n_present', 'n_present + n_absent') }} as ci_high,
        n_present + n_absent < {{ var('small_cell') }} as is_small_cell
{%- endmacro %}
