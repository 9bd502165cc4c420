with leaves as (
    select * from {{ ref('int_answers_reviewed') }}
),

categories as (
    select * from {{ ref('int_categories_decided') }}
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        answer,
        reason,
        n_mentions,
        best_mention_id,
        denied_mention_id,
        is_inherited,
        is_reviewed
    from leaves
    union all
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        answer,
        reason,
        n_mentions,
        best_mention_id,
        denied_mention_id,
        is_inherited,
        is_reviewed
    from categories
    order by
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id
)

select * from final
