{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and offered mention that speaks for it, in its channel and so in any; 1 = the best of the
-- item, the least of a channel is the best there. An offer that a denial overrules, in its own channel or as such, is left
-- out; one whose conflict nothing decides stands last, as undecided.
with offers as (
    select * from {{ ref('int_mentions_owned') }}
    where is_evidence
),

conflicts as (
    select * from {{ ref('int_conflicts_resolved') }}
),

judged as (
    select
        offers.*,
        'denied' in (coalesce(own.resolution, ''), coalesce(general.resolution, '')) as is_overruled,
        'undecided' in (coalesce(own.resolution, ''), coalesce(general.resolution, '')) as is_undecided
    from offers
    left join conflicts as own
        on
            {{ same_item('offers', 'own') }}
            and offers.scope_channel_id = own.channel_id
    left join conflicts as general
        on
            {{ same_item('offers', 'general') }}
            and general.channel_id = 'any'
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        mention_id,
        page_order,
        sentence_key,
        is_inherited,
        is_undecided,
        is_full,
        confidence,
        row_number() over (
            partition by wave, bank_id, item_kind, item_id
            order by
                is_undecided asc,
                is_inherited asc,
                is_full desc,
                confidence desc,
                channel_id = 'unstated' asc,
                depth asc,
                position asc,
                mention_id asc
        ) as evidence_order
    from judged
    where not is_overruled
)

select * from final
