{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel (any: the item as such) of which the bank itself says that it is not offered.
-- Counted are denials of the kinds of item that config/evidence.yml names, that say more than "coming soon", are not
-- beaten by offers, and are current: dated within undated_days of the wave's day, or undated and of full weight.
with denials as (
    select * from {{ ref('int_sides_spanned') }}
    where
        not is_evidence
        and not is_announcement
),

final as (
    select
        denials.wave,
        denials.bank_id,
        denials.item_kind,
        denials.item_id,
        denials.channel_id,
        arg_min(denials.mention_id, denials.side_order) as denied_mention_id
    from denials
    inner join {{ ref('stg_config__waves') }} as waves
        on denials.wave = waves.wave
    inner join {{ ref('stg_config__evidence') }} as thresholds
        on denials.wave = thresholds.wave
    left join {{ ref('int_conflicts_resolved') }} as conflicts
        on
            {{ same_item('denials', 'conflicts') }}
            and denials.channel_id = conflicts.channel_id
    where
        list_contains(thresholds.denied_item_kinds, denials.item_kind)
        and coalesce(conflicts.resolution, 'denied') = 'denied'
        and coalesce(denials.page_date >= waves.as_of_date - thresholds.undated_days::integer, denials.is_full)
    group by
        denials.wave,
        denials.bank_id,
        denials.item_kind,
        denials.item_id,
        denials.channel_id
)

select * from final
