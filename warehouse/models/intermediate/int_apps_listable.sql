-- One row per wave, bank, store and way of naming apps (by bundle id or by number) in which a list could name one of its.
select distinct
    owners.wave,
    owners.bank_id,
    codes.store,
    codes.is_bundle
from {{ ref('int_bank_owners') }} as owners
inner join {{ ref('int_app_codes_listed') }} as codes
    on owners.owner_id = codes.owner_id
