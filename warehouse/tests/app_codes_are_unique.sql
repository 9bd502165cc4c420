-- A store's code belongs to one app of config/apps.csv, or ranks would count twice.
select
    store,
    store_app_code
from {{ ref('stg_config__apps') }}
group by
    store,
    store_app_code
having count(*) > 1
