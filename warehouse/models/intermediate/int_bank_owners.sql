-- One row per wave, bank and owner of apps that serve it: itself, and its union.
select
    wave,
    bank_id,
    bank_id as owner_id,
    false as is_inherited
from {{ ref('dim_bank') }}
union all
select
    wave,
    bank_id,
    union_id as owner_id,
    true as is_inherited
from {{ ref('dim_bank') }}
where union_id is not null
