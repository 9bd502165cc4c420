{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel whose offers suffice for present, by any of the wave's ways to it.
-- A sentence counts on one page, the shallowest it stands on: two entries of one menu are on one page.
with evidence as (
    select
        ranked.wave,
        banks.bank_number,
        items.item_number,
        ranked.channel_id,
        ranked.sentence_key,
        ranked.page_order,
        ranked.is_full,
        ranked.confidence
    from {{ ref('int_evidence_ranked') }} as ranked
    inner join {{ ref('int_banks_numbered') }} as banks
        on ranked.bank_id = banks.bank_id
    inner join {{ ref('int_items_numbered') }} as items
        on
            ranked.item_kind = items.item_kind
            and ranked.item_id = items.item_id
    where not ranked.is_undecided
),

routes as (
    select * from {{ ref('stg_config__evidence_routes') }}
),

-- each sentence in its channel, and in any
sentences as (
    select
        evidence.wave,
        evidence.bank_number,
        evidence.item_number,
        coalesce(evidence.channel_id, 'any') as channel_id,
        routes.position,
        bool_or(evidence.is_full) as is_full,
        min(evidence.page_order) as main_page
    from evidence
    inner join routes
        on
            evidence.wave = routes.wave
            and evidence.confidence >= routes.confidence
    group by
        grouping sets (
            (
                evidence.wave,
                evidence.bank_number,
                evidence.item_number,
                evidence.channel_id,
                routes.position,
                evidence.sentence_key
            ),
            (
                evidence.wave,
                evidence.bank_number,
                evidence.item_number,
                routes.position,
                evidence.sentence_key
            )
        )
),

pages as (
    select
        wave,
        bank_number,
        item_number,
        channel_id,
        position,
        main_page,
        count(*) as n_sentences,
        count(*) filter (where is_full) as n_full
    from sentences
    group by
        wave,
        bank_number,
        item_number,
        channel_id,
        position,
        main_page
),

counted as (
    select
        wave,
        bank_number,
        item_number,
        channel_id,
        position,
        sum(n_sentences) as n_sentences,
        count(*) as n_pages,
        sum(n_full) as n_full
    from pages
    group by
        wave,
        bank_number,
        item_number,
        channel_id,
        position
),

met as (
    select
        counted.wave,
        counted.bank_number,
        counted.item_number,
        counted.channel_id,
        min(counted.position) as route
    from counted
    inner join routes
        on
            counted.wave = routes.wave
            and counted.position = routes.position
    where
        counted.n_sentences >= routes.n_sentences
        and counted.n_pages >= routes.n_pages
        and counted.n_full >= routes.n_full
    group by
        counted.wave,
        counted.bank_number,
        counted.item_number,
        counted.channel_id
),

final as (
    select
        met.wave,
        banks.bank_id,
        items.item_kind,
        items.item_id,
        met.channel_id,
        met.route
    from met
    inner join {{ ref('int_banks_numbered') }} as banks
        on met.bank_number = banks.bank_number
    inner join {{ ref('int_items_numbered') }} as items
        on met.item_number = items.item_number
)

select * from final
