-- low <= value <= high and ci_low <= value <= ci_high, all within 0 and 1; value is null only when nothing is determined.
with shares as (
    {{ published_shares() }}
)

select
    statistic,
    wave,
    segment,
    item_kind,
    item_id,
    channel_id
from shares
where
    not coalesce(low <= value and value <= high, true)
    or not coalesce(ci_low <= value and value <= ci_high, true)
    or not coalesce(0 <= low and low <= high and high <= 1, true)
    or not coalesce(0 <= ci_low and ci_high <= 1, true)
    or (value is null) <> (n_present + n_absent = 0)
    or (ci_low is null) <> (value is null)
    or (low is null) <> (n_banks = 0)
    or is_small_cell <> (n_present + n_absent < 10)
