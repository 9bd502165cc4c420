-- An unknown answer says why, every other answer says nothing.
select
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
from {{ ref('fct_observation') }}
where (answer = 'unknown') <> (reason is not null)
