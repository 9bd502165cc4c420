-- One row per wave, bank and page of its site that was known and left alone, with the reason; each page once, by
-- the attempt that decides it. Where a rule or a pause kept us out, the row's detail begins with the reason.
with decided as (
    select * from {{ ref('int_urls_decided') }}
    where source = '{{ var("site_source") }}'
),

fetches as (
    select * from {{ ref('stg_landing__fetches') }}
),

reasons as (
    select * from {{ ref('stg_config__refrained') }}
),

named as (
    select
        decided.wave,
        decided.owner_id as bank_id,
        decided.url_key,
        case
            when decided.outcome = 'robots_disallowed' or fetches.detail like 'asked_to_wait:%'
                then split_part(coalesce(fetches.detail, ''), ':', 1)
            else decided.outcome
        end as reason
    from decided
    inner join fetches
        on
            decided.wave = fetches.wave
            and decided.fetch_id = fetches.fetch_id
),

final as (
    select
        named.wave,
        named.bank_id,
        named.url_key,
        named.reason
    from named
    inner join reasons
        on named.reason = reasons.reason
)

select * from final
