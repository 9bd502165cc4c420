-- One row per wave and bank with a known app whose page was not read.
select distinct
    wave,
    bank_id
from {{ ref('int_apps_matched') }}
where not is_page_read
