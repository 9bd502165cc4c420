with pages as (
    select
        banks.bank_id,
        n::varchar as n,
        drawn('health', banks.bank_id, '') as health,
        drawn('outcome', banks.bank_id, n::varchar) as luck
    from banks, range($pages) as numbers (n)
    where banks.has_site
)

select
    $wave || '-' || bank_id || '-' || n as fetch_id,
    $wave as wave,
    'bank_site' as source,
    bank_id as owner_id,
    'https://www.' || bank_id || '.test/' || case when n = '0' then '' else 'p/' || n || '.html' end as url,
    url as final_url,
    case
        when health < 40 then 'timeout'
        when health < 80 and n <> '0' then 'challenge'
        when luck < 950 or n = '0' then 'ok'
        when luck < 970 then 'gone'
        when luck < 985 then 'timeout'
        else 'over_budget'
    end as outcome,
    $day::timestamptz + interval 1 hour + n::integer * interval 2 second as fetched_at,
    24000 as n_bytes,
    case when n = '0' then 0 when n::integer < 10 then 1 else 2 end as depth,
    1 as attempt,
    false as is_rendered,
    case when outcome = 'ok' then 200 end as http_status,
    'text/html' as content_type
from pages
union all by name
select
    $wave || '-app-' || owner_id as fetch_id,
    $wave as wave,
    'store_apple' as source,
    owner_id,
    'https://apps.test/' || code as url,
    url as final_url,
    'ok' as outcome,
    $day::timestamptz + interval 2 hour as fetched_at,
    9000 as n_bytes,
    0 as depth,
    1 as attempt,
    false as is_rendered,
    200 as http_status
from apps
where drawn('app', owner_id, '') < 900
union all by name
select
    $wave || '-' || chart as fetch_id,
    $wave as wave,
    'store_apple' as source,
    'https://apps.test/' || chart as url,
    url as final_url,
    'ok' as outcome,
    $day::timestamptz as fetched_at,
    90000 as n_bytes,
    0 as depth,
    1 as attempt,
    false as is_rendered,
    200 as http_status
from charts
order by fetch_id
