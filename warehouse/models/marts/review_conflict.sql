with conflicts as (
    select * from {{ ref('int_conflicts_resolved') }}
),

-- only the sentences that are named: joined twice, all mentions of a wave would be paired with each other once the same
-- captures stand in two waves (a frozen one and its restatement)
mentions as materialized (
    select *
    from {{ ref('fct_mention') }}
    where (wave, mention_id) in (
        select (wave, offer_mention_id) from conflicts
        union all
        select (wave, denial_mention_id) from conflicts
    )
),

final as (
    select
        conflicts.wave,
        conflicts.bank_id,
        conflicts.item_kind,
        conflicts.item_id,
        conflicts.channel_id,
        conflicts.resolution,
        conflicts.rule,
        conflicts.n_offer_pages,
        conflicts.n_denial_pages,
        conflicts.offer_mention_id,
        offers.sentence as offer_sentence,
        offers.url as offer_url,
        offers.page_kind as offer_page_kind,
        offers.page_date as offer_date,
        conflicts.denial_mention_id,
        denials.sentence as denial_sentence,
        denials.url as denial_url,
        denials.page_kind as denial_page_kind,
        denials.page_date as denial_date,
        denials.rule as denial_rule
    from conflicts
    inner join mentions as offers
        on
            conflicts.wave = offers.wave
            and conflicts.offer_mention_id = offers.mention_id
    inner join mentions as denials
        on
            conflicts.wave = denials.wave
            and conflicts.denial_mention_id = denials.mention_id
    order by
        conflicts.wave,
        conflicts.bank_id,
        conflicts.item_kind,
        conflicts.item_id,
        conflicts.channel_id
)

select * from final
