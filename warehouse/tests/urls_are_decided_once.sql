-- Every URL of a source and owner, http and https taken as one, has exactly one attempt that decides it.
select
    wave,
    source,
    owner_id,
    regexp_replace(url, '^https?://', '') as url_key
from {{ ref('fct_fetch') }}
group by
    wave,
    source,
    owner_id,
    url_key
having count(*) filter (where is_final) <> 1
