{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel that any offered mention speaks for that no denial overrules.
-- A sentence counts once, on however many pages it stands: menus are on every page, mirrors repeat whole sites.
select
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id,
    count(distinct sentence) filter (where not is_undecided) as n_mentions,
    min(mention_id) filter (where evidence_order = 1 and not is_undecided) as best_mention_id,
    coalesce(bool_and(is_inherited) filter (where not is_undecided), false) as is_inherited,
    bool_or(is_undecided) as has_undecided
from {{ ref('int_evidence_ranked') }}
group by
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
