-- What was visited was attempted, what was attempted was known, and nothing is determined of a bank of which nothing was read.
select
    wave,
    bank_id
from {{ ref('fct_bank_reach') }}
where
    (is_site_visited and not is_site_attempted)
    or (is_app_visited and not is_app_attempted)
    or (is_site_attempted and not is_site_known)
    or (is_app_attempted and not is_app_known)
    or n_categories_determined > n_categories
    or (n_categories_determined > 0 and not (is_site_visited or is_app_visited))
