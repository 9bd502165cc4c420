-- In every share the answers add up to the banks, and the bank types add up to all banks.
with shares as (
    select * from {{ ref('scenario_coverage') }}
    union all
    select * from {{ ref('channel_coverage') }}
    union all
    select * from {{ ref('business_line_channels') }}
),

by_type as (
    select
        wave,
        item_kind,
        item_id,
        channel_id,
        sum(n_banks) filter (where segment = 'all') - sum(n_banks) filter (
            where segment not in ('all', 'small_and_medium')
        ) as missing_banks,
        sum(n_present) filter (where segment = 'all') - sum(n_present) filter (
            where segment not in ('all', 'small_and_medium')
        ) as missing_present,
        sum(n_absent) filter (where segment = 'all') - sum(n_absent) filter (
            where segment not in ('all', 'small_and_medium')
        ) as missing_absent
    from shares
    group by
        wave,
        item_kind,
        item_id,
        channel_id
)

select
    wave,
    segment,
    item_kind,
    item_id,
    channel_id
from shares
where n_present + n_absent + n_unknown <> n_banks
union all
select
    wave,
    'all' as segment,
    item_kind,
    item_id,
    channel_id
from by_type
where
    missing_banks <> 0
    or missing_present <> 0
    or missing_absent <> 0
