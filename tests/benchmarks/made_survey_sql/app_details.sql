select
    $wave as wave, 'apple' as store, apps.code as store_app_code, $day::date as as_of_date,
    'app ' || apps.code as app_name, 'apple_page' as reply_kind, 'ios' as platform,
    false as is_downloads_saturated, fetches.fetch_id as capture_id, fetches.url,
    4.5 as rating, (hash(apps.code) % 90000)::bigint as n_ratings
from apps
inner join fetches on fetches.fetch_id = $wave || '-app-' || apps.owner_id
order by capture_id
