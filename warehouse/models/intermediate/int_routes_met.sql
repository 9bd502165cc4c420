{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel whose offers suffice for present, by any of the wave's ways to it.
-- A sentence counts on one page, the shallowest it stands on: two entries of one menu are on one page.
with evidence as (
    select * from {{ ref('int_evidence_ranked') }}
    where not is_undecided
),

routes as (
    select * from {{ ref('stg_config__evidence_routes') }}
),

sentences as (
    select
        evidence.wave,
        evidence.bank_id,
        evidence.item_kind,
        evidence.item_id,
        evidence.channel_id,
        routes.position,
        routes.n_sentences,
        routes.n_pages,
        routes.n_full,
        evidence.sentence,
        bool_or(evidence.is_full) as is_full,
        min_by(evidence.capture_id, (evidence.depth, evidence.capture_id)) as main_capture_id
    from evidence
    inner join routes
        on
            evidence.wave = routes.wave
            and evidence.confidence >= routes.confidence
    group by all
),

met as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        position
    from sentences
    group by
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        position,
        n_sentences,
        n_pages,
        n_full
    having
        count(*) >= n_sentences
        and count(distinct main_capture_id) >= n_pages
        and count(*) filter (where is_full) >= n_full
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        min(position) as route
    from met
    group by
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id
)

select * from final
