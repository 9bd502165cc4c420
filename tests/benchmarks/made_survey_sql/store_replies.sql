select
    $wave as wave, 'apple' as store,
    case when owner_id is null then 'apple_chart' else 'apple_page' end as reply_kind,
    $day::date as as_of_date, 'read' as state, 'ok' as outcome,
    case when owner_id is null then 200 else 0 end as n_entries,
    case when owner_id is null then 0 else 1 end as n_details,
    fetch_id as capture_id, url,
    case when owner_id is null then $wave || '-' end as prefix,
    substr(fetch_id, length(prefix) + 1) as chart,
    case when owner_id is null then 0 end as page
from fetches
where source = 'store_apple'
order by capture_id
