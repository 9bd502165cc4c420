{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel that is both offered and denied: which side holds, and by which rule.
-- The rules in words: docs/decisions/0018-deciding-from-evidence.md. The first that applies decides.
with compared as (
    select * from {{ ref('int_conflicts_compared') }}
),

ruled as (
    select
        *,
        case
            when is_fulfilled then 'announcement_fulfilled'
            when not is_denied_kind then 'kind_not_denied'
            when n_offer_pages >= outnumbered * n_denial_pages then 'outnumbered'
            when offer_day <> denial_day then 'later'
            when has_full_offer <> has_full_denial then 'page_kind'
            else 'none'
        end as rule
    from compared
),

final as (
    select
        wave,
        bank_id,
        item_kind,
        item_id,
        channel_id,
        case rule
            when 'later' then case when offer_day > denial_day then 'offered' else 'denied' end
            when 'page_kind' then case when has_full_offer then 'offered' else 'denied' end
            when 'none' then 'undecided'
            else 'offered'
        end as resolution,
        rule,
        n_offer_pages,
        n_denial_pages,
        offer_mention_id,
        denial_mention_id
    from ruled
)

select * from final
