{{ config(materialized='table', database='steps') }}
-- One row per wave, bank, item and channel that any offered mention speaks for that no denial overrules.
-- A sentence counts once, on however many pages it stands: menus are on every page, mirrors repeat whole sites.
select
    wave,
    bank_id,
    item_kind,
    item_id,
    coalesce(channel_id, 'any') as channel_id,
    count(distinct sentence_key) filter (where not is_undecided) as n_mentions,
    arg_min(mention_id, evidence_order) filter (where not is_undecided) as best_mention_id,
    coalesce(bool_and(is_inherited) filter (where not is_undecided), false) as is_inherited,
    bool_or(is_undecided) as has_undecided
from {{ ref('int_evidence_ranked') }}
-- in its channel, and in any
group by
    grouping sets (
        (wave, bank_id, item_kind, item_id, channel_id),
        (wave, bank_id, item_kind, item_id)
    )
