-- The parts add up to the change to the last decimal, and the counts partition the banks of both waves.
select
    wave,
    from_wave,
    segment,
    item_kind,
    item_id,
    channel_id
from {{ ref('wave_change') }}
where
    value_change is distinct from coalesce(reading_change, 0)
    + universe_change
    + review_change
    + coverage_change
    + source_change
    or n_both_known <> n_gained + n_lost + n_stayed_present + n_stayed_absent
    or n_matched <> n_both_known + n_became_known + n_became_unknown + n_stayed_unknown
    or n_banks_to <> n_matched + n_entered
    or n_left < 0
