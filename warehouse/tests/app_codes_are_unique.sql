-- A store's code belongs to one app of config/apps.csv or config/app_codes.csv, or ranks would count twice.
with codes as (
    select
        store,
        store_app_code as code
    from {{ ref('stg_config__apps') }}
    union all
    select
        store,
        code
    from {{ ref('stg_config__app_codes') }}
)

select
    store,
    code
from codes
group by
    store,
    code
having count(*) > 1
