with source as (
    select * from {{ source('config', 'reviews') }}
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        answer,
        expected_answer,
        evidence_url,
        reason,
        reviewer,
        reviewed_date
    from source
)

select * from final
