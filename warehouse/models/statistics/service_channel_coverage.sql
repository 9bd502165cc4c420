-- The rows of int_shares_computed that this statistic is about; its columns are theirs.
select *
from {{ ref('int_shares_computed') }}
where item_kind = 'service_channel'
order by
    wave,
    segment,
    item_kind,
    item_id,
    channel_id
