-- One row per wave, bank, item, channel that a sentence denies, and mention that takes part in the question whether it is
-- offered there. An offer takes part in its own channel and in any; a denial in its own channel, or in any when it names
-- none. main_page: the one page on which the sentence is counted, the shallowest of its side.
with owned as (
    select * from {{ ref('int_mentions_owned') }}
),

-- few items are denied: what is only offered has no second side
denied as (
    select distinct
        wave,
        bank_id,
        item_kind,
        item_id,
        scope_channel_id
    from owned
    where not is_evidence
),

spread as (
    select
        *,
        scope_channel_id as asked_channel_id
    from owned
    union all by name
    select
        *,
        'any' as asked_channel_id
    from owned
    where
        is_evidence
        and scope_channel_id <> 'any'
),

disputed as (
    select spread.*
    from spread
    semi join denied
        on
            {{ same_item('spread', 'denied') }}
            and spread.asked_channel_id = denied.scope_channel_id
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        asked_channel_id as channel_id,
        mention_id,
        is_evidence,
        is_full,
        is_announcement,
        page_date,
        min(page_order) over (
            partition by wave, bank_id, item_kind, item_id, asked_channel_id, is_evidence, sentence_key
        ) as main_page,
        row_number() over (
            partition by wave, bank_id, item_kind, item_id, asked_channel_id, is_evidence
            order by
                is_full desc,
                page_date desc nulls last,
                confidence desc,
                is_inherited asc,
                depth asc,
                position asc,
                mention_id asc
        ) as side_order
    from disputed
)

select * from final
