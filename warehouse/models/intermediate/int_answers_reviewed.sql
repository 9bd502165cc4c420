{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item (no category) and channel: the answer after human decisions. A decision applies only while
-- the pages give the answer that its reviewer expected; computed_answer is what they give.
with answers as (
    select * from {{ ref('int_answers_decided') }}
),

reviews as (
    select * from {{ ref('stg_config__reviews') }}
),

joined as (
    select
        answers.*,
        reviews.answer as reviewed_answer,
        coalesce(reviews.expected_answer = answers.answer, false) as is_reviewed
    from answers
    left join reviews
        on
            {{ same_item('answers', 'reviews') }}
            and answers.channel_id = reviews.channel_id
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        parent_id,
        position,
        channel_id,
        case when is_reviewed then reviewed_answer else answer end as answer,
        case when is_reviewed then 'reviewed' else reason end as reason,
        n_mentions,
        case when not is_reviewed or reviewed_answer = 'present' then best_mention_id end as best_mention_id,
        case when not is_reviewed then denied_mention_id end as denied_mention_id,
        is_inherited and (not is_reviewed or reviewed_answer = 'present') as is_inherited,
        is_reviewed,
        answer as computed_answer
    from joined
)

select * from final
