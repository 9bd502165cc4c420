-- One row per wave that reads a store: the one list its profiles show (first store, first chart, last day).
with ranked as (
    select
        wave,
        store,
        chart,
        as_of_date,
        row_number() over (
            partition by wave
            order by
                store_position asc,
                chart_position asc,
                as_of_date desc,
                store asc,
                chart asc
        ) as list_order
    from {{ ref('int_app_lists_spanned') }}
)

select
    wave,
    store,
    chart,
    as_of_date
from ranked
where list_order = 1
