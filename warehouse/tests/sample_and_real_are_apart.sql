-- A file holds sample waves or real waves, never both.
select wave
from {{ ref('dim_wave') }}
where (select count(distinct is_sample) from {{ ref('dim_wave') }}) > 1
