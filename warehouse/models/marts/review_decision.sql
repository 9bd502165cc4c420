with reviews as (
    select * from {{ ref('stg_config__reviews') }}
),

answers as (
    select * from {{ ref('int_answers_reviewed') }}
),

final as (
    select
        reviews.wave,
        reviews.bank_id,
        reviews.item_kind,
        reviews.item_id,
        reviews.channel_id,
        reviews.answer,
        reviews.expected_answer,
        answers.computed_answer,
        coalesce(answers.is_reviewed, false) as is_applied,
        reviews.evidence_url,
        reviews.reason as review_reason,
        reviews.reviewer,
        reviews.reviewed_date
    from reviews
    left join answers
        on
            {{ same_item('reviews', 'answers') }}
            and reviews.channel_id = answers.channel_id
    order by
        reviews.wave,
        reviews.bank_id,
        reviews.item_kind,
        reviews.item_id,
        reviews.channel_id
)

select * from final
