-- One row per wave and bank with a app whose page the wave asks for and did not read.
select distinct
    wave,
    bank_id
from {{ ref('int_apps_matched') }}
where not is_page_read
