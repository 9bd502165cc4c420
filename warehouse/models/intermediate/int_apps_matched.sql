-- One row per wave, bank and app that serves it, its own or its union's, whose page the wave asks a store for.
-- A store asks for pages when one of its replies holds a description; any such reply about the app is its page read.
with banks as (
    select * from {{ ref('int_bank_owners') }}
),

codes as (
    select * from {{ ref('int_app_codes_known') }}
),

asked as (
    select distinct
        wave_stores.wave,
        codes.app_id,
        codes.owner_id
    from {{ ref('stg_config__wave_stores') }} as wave_stores
    inner join {{ ref('stg_config__stores') }} as stores
        on
            wave_stores.store = stores.store
            and stores.has_descriptions
    inner join codes
        on stores.store = codes.store
),

pages_read as (
    select distinct
        details.wave,
        codes.app_id
    from {{ ref('stg_landing__app_details') }} as details
    inner join codes
        on
            details.store = codes.store
            and details.store_app_code = codes.code
            and details.platform = codes.platform
    inner join {{ ref('stg_config__reply_kinds') }} as reply_kinds
        on
            details.reply_kind = reply_kinds.reply_kind
            and reply_kinds.has_description
),

final as (
    select
        banks.wave,
        banks.bank_id,
        asked.app_id,
        banks.is_inherited,
        pages_read.app_id is not null as is_page_read
    from banks
    inner join asked
        on
            banks.wave = asked.wave
            and banks.owner_id = asked.owner_id
    left join pages_read
        on
            asked.wave = pages_read.wave
            and asked.app_id = pages_read.app_id
)

select * from final
