-- Every row of a list names a capture that was fetched or an import, and only the latter is marked as imported.
select
    ranks.wave,
    ranks.store,
    ranks.chart,
    ranks.as_of_date,
    ranks.capture_id
from {{ ref('fct_app_rank') }} as ranks
left join {{ ref('fct_import') }} as imports
    on
        ranks.wave = imports.wave
        and ranks.capture_id = imports.import_id
left join {{ ref('fct_fetch') }} as fetches
    on
        ranks.wave = fetches.wave
        and ranks.capture_id = fetches.fetch_id
where
    ranks.is_imported <> (imports.import_id is not null)
    or (imports.import_id is null and fetches.fetch_id is null)
