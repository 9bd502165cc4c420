{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item, channel and offered mention that speaks for it; 1 = the best.
-- Every mention also speaks for channel "any". An offer that a denial overrules, in its own channel or as such, is left
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

spread as (
    select
        *,
        channel_id as asked_channel_id
    from judged
    where not is_overruled
    union all by name
    select
        *,
        'any' as asked_channel_id
    from judged
    where not is_overruled
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        asked_channel_id as channel_id,
        mention_id,
        capture_id,
        sentence,
        is_inherited,
        is_undecided,
        is_full,
        confidence,
        depth,
        row_number() over (
            partition by wave, bank_id, item_kind, item_id, asked_channel_id
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
    from spread
)

select * from final
