-- One row per mention: the page it stands on, what a sentence there is worth in its wave, and what it speaks for.
-- A hidden sentence is worth at most what the wave's thresholds say of hidden ones.
with mentions as (
    select * from {{ ref('stg_landing__mentions') }}
),

fetches as (
    select * from {{ ref('stg_landing__fetches') }}
),

pages as (
    select * from {{ ref('stg_landing__pages') }}
),

weights as (
    select * from {{ ref('stg_config__evidence_page_kinds') }}
),

thresholds as (
    select * from {{ ref('stg_config__evidence') }}
),

weighed as (
    select
        mentions.*,
        fetches.depth,
        fetches.fetched_at,
        coalesce(fetches.is_visit, false) as is_visit,
        pages.page_kind,
        pages.page_date,
        case
            when not mentions.is_hidden then weights.weight
            when 'none' in (weights.weight, thresholds.hidden_weight) then 'none'
            when 'supporting' in (weights.weight, thresholds.hidden_weight) then 'supporting'
            else weights.weight
        end as weight,
        thresholds.denied_confidence
    from mentions
    inner join thresholds
        on mentions.wave = thresholds.wave
    left join fetches
        on
            mentions.wave = fetches.wave
            and mentions.capture_id = fetches.fetch_id
    left join pages
        on
            mentions.wave = pages.wave
            and mentions.capture_id = pages.capture_id
    left join weights
        on
            pages.wave = weights.wave
            and pages.page_kind = weights.page_kind
),

final as (
    select
        *,
        polarity = 'offered' and is_visit and weight <> 'none' as is_evidence,
        -- what a hidden block denies, nobody reads; a notice is where a bank says that it stops something
        polarity = 'not_offered'
        and is_visit
        and weight <> 'none'
        and (not is_hidden or weight = 'full')
        and confidence >= denied_confidence as is_denial
    from weighed
)

select * from final
