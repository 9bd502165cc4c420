select
    import_id,
    wave,
    store,
    chart,
    form,
    source,
    file_name,
    sha256,
    first_date,
    last_date,
    date_precision,
    n_rows
from {{ ref('stg_landing__imports') }}
order by
    wave,
    store,
    chart,
    first_date,
    import_id
