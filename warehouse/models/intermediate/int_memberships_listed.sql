-- One row per wave and bank: its segments, with a blank between them. Banks of the same segments are counted together.
select
    wave,
    bank_id,
    {{ list_segments('segment') }} as segments
from {{ ref('int_segment_banks') }}
group by
    wave,
    bank_id
