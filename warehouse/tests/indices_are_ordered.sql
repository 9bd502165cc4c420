-- 0 <= low <= value <= high <= 100, and a part never has more than it asks about.
select
    wave,
    bank_id
from {{ ref('bank_index') }}
where
    false
    {% for dimension in ['products', 'channels'] -%}
    or not coalesce({{ dimension }}_low <= {{ dimension }}_value and {{ dimension }}_value <= {{ dimension }}_high, true)
    or not (0 <= {{ dimension }}_low and {{ dimension }}_low <= {{ dimension }}_high and {{ dimension }}_high <= 100)
    {% endfor -%}
    {% for part in ['lines', 'categories', 'product_lines', 'channels', 'line_channels'] -%}
    or n_{{ part }}_present + n_{{ part }}_unknown > n_{{ part }}
    {% endfor %}
