{#
  Exact two-sided McNemar test (McNemar 1947, Psychometrika 12:153): the chance, were a gain as likely as a loss, of a split
  at least as uneven: min(1, 2 · sum over i ≤ min(gained, lost) of C(n, i) / 2^n) with n = gained + lost; decimal(12,9).
#}
{% macro mcnemar_p(gained, lost) -%}
    cast(
        least(
            1,
            2 * list_sum(
                list_transform(
                    range(0, least({{ gained }}, {{ lost }}) + 1),
                    lambda i: exp(
                        lgamma({{ gained }} + {{ lost }} + 1)
                        - lgamma(i + 1)
                        - lgamma({{ gained }} + {{ lost }} - i + 1)
                        - ({{ gained }} + {{ lost }}) * ln(2)
                    )
                )
            )
        ) as decimal(12, 9)
    )
{%- endmacro %}
