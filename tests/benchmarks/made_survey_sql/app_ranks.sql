with candidates as (
    select code, 'app ' || code as app_name from apps
    union all
    select 'other-' || n, 'other ' || n from range(150) as numbers (n)
),

ranked as (
    select
        chart,
        code,
        app_name,
        row_number() over (
            partition by chart order by drawn(chart, code, ''), code
        ) as rank
    from candidates, charts
)

select
    $wave as wave, 'apple' as store, chart, $day::date as as_of_date, rank, 200 as observed_depth,
    code as store_app_code, $wave || '-' || chart as list_id, list_id as capture_id, app_name
from ranked
where rank <= 200
order by chart, rank
