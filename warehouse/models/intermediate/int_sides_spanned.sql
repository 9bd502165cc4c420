-- One row per wave, bank, item, channel and mention that takes part in the question whether it is offered there.
-- An offer takes part in its own channel and in any; a denial in its own channel, or in any when it names none.
-- main_capture_id: the one page on which the sentence is counted, the shallowest of its side.
with owned as (
    select * from {{ ref('int_mentions_owned') }}
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

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        asked_channel_id as channel_id,
        mention_id,
        sentence,
        is_evidence,
        is_full,
        is_announcement,
        page_date,
        first_value(capture_id) over (
            partition by wave, bank_id, item_kind, item_id, asked_channel_id, is_evidence, sentence
            order by
                depth asc,
                capture_id asc,
                mention_id asc
        ) as main_capture_id,
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
    from spread
)

select * from final
