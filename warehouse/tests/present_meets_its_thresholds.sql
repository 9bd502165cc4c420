-- Every present answer of an item has sentences as many and as sure as one of the wave's ways to present asks; counted
-- anew from the mentions, pages and conflicts left aside.
with owners as (
    select
        wave,
        bank_id,
        bank_id as owner_id
    from {{ ref('dim_bank') }}
    union all
    select
        wave,
        bank_id,
        union_id as owner_id
    from {{ ref('dim_bank') }}
    where union_id is not null
),

offers as (
    select
        observations.wave,
        observations.bank_id,
        observations.item_kind,
        observations.item_id,
        observations.channel_id,
        routes.position,
        count(distinct mentions.sentence) >= routes.n_sentences
        and count(distinct mentions.sentence) filter (where mentions.weight = 'full') >= routes.n_full as is_met
    from {{ ref('fct_observation') }} as observations
    inner join owners
        on
            observations.wave = owners.wave
            and observations.bank_id = owners.bank_id
    inner join {{ ref('stg_config__evidence_routes') }} as routes
        on observations.wave = routes.wave
    left join {{ ref('fct_mention') }} as mentions
        on
            observations.wave = mentions.wave
            and owners.owner_id = mentions.owner_id
            and observations.item_kind = mentions.item_kind
            and observations.item_id = mentions.item_id
            and observations.channel_id in ('any', mentions.channel_id)
            and mentions.is_evidence
            and mentions.confidence >= routes.confidence
    where
        observations.answer = 'present'
        and not observations.is_reviewed
        and {{ computed_here('observations.wave') }}
        and observations.item_kind <> 'scenario_category'
    group by
        observations.wave,
        observations.bank_id,
        observations.item_kind,
        observations.item_id,
        observations.channel_id,
        routes.position,
        routes.n_sentences,
        routes.n_full
)

select
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
from offers
group by
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
having not bool_or(is_met)
