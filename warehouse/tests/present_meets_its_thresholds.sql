-- Every present answer of an item has sentences as many and as sure as one of the wave's ways to present asks; counted
-- anew from the mentions, pages and conflicts left aside. Most answers have one sentence that suffices alone, their best:
-- the sentences of the others are counted.
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

answers as (
    select * from {{ ref('fct_observation') }}
    where
        answer = 'present'
        and not is_reviewed
        and item_kind <> 'scenario_category'
        and {{ computed_here('wave') }}
),

evidence as (
    select
        owners.bank_id,
        mentions.*
    from {{ ref('fct_mention') }} as mentions
    inner join owners
        on
            mentions.wave = owners.wave
            and mentions.owner_id = owners.owner_id
    where mentions.is_evidence
),

routes as (
    select * from {{ ref('stg_config__evidence_routes') }}
),

sure as (
    select
        answers.wave,
        answers.bank_id,
        answers.item_kind,
        answers.item_id,
        answers.channel_id
    from answers
    inner join evidence as best
        on
            {{ same_item('answers', 'best') }}
            and answers.best_mention_id = best.mention_id
            and answers.channel_id in ('any', best.channel_id)
    inner join routes
        on
            best.wave = routes.wave
            and best.confidence >= routes.confidence
            and routes.n_sentences <= 1
            and routes.n_full <= (best.weight = 'full')::integer
),

to_count as (
    select answers.*
    from answers
    anti join sure
        on
            {{ same_item('answers', 'sure') }}
            and answers.channel_id = sure.channel_id
),

counted as (
    select
        to_count.wave,
        to_count.bank_id,
        to_count.item_kind,
        to_count.item_id,
        to_count.channel_id,
        count(distinct mentions.sentence) >= routes.n_sentences
        and count(distinct mentions.sentence) filter (where mentions.weight = 'full') >= routes.n_full as is_met
    from to_count
    inner join routes
        on to_count.wave = routes.wave
    left join evidence as mentions
        on
            {{ same_item('to_count', 'mentions') }}
            and to_count.channel_id in ('any', mentions.channel_id)
            and mentions.confidence >= routes.confidence
    group by
        to_count.wave,
        to_count.bank_id,
        to_count.item_kind,
        to_count.item_id,
        to_count.channel_id,
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
from counted
group by
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
having not bool_or(is_met)
