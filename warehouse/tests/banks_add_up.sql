-- In every share the answers add up to the banks, the bank types to all banks, and joint-stock, city and rural banks to
-- the small and medium ones.
with shares as (
    {{ published_shares() }}
),

by_type as (
    select
        statistic,
        wave,
        item_kind,
        item_id,
        channel_id,
        {% for count in ['n_banks', 'n_present', 'n_absent'] -%}
        sum({{ count }}) filter (where segment = 'all') - sum({{ count }}) filter (
            where segment not in ('all', 'small_and_medium')
        ) as missing_{{ count }},
        sum({{ count }}) filter (where segment = 'small_and_medium') - sum({{ count }}) filter (
            where segment in ('joint_stock', 'city', 'rural')
        ) as missing_smaller_{{ count }}{{ ',' if not loop.last }}
        {% endfor %}
    from shares
    group by
        statistic,
        wave,
        item_kind,
        item_id,
        channel_id
)

select
    statistic,
    wave,
    segment,
    item_kind,
    item_id,
    channel_id
from shares
where n_present + n_absent + n_unknown <> n_banks
union all
select
    statistic,
    wave,
    'all' as segment,
    item_kind,
    item_id,
    channel_id
from by_type
where
    false
    {% for count in ['n_banks', 'n_present', 'n_absent'] -%}
    or missing_{{ count }} <> 0
    or missing_smaller_{{ count }} <> 0
    {% endfor %}
