-- One row per wave, bank, item and channel that any offered mention speaks for.
-- A sentence counts once, on however many pages it stands: menus are on every page, mirrors repeat whole sites.
select
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id,
    count(distinct coalesce(sentence, mention_id)) as n_mentions,
    min(mention_id) filter (where evidence_order = 1) as best_mention_id,
    bool_and(is_inherited) as is_inherited
from {{ ref('int_evidence_ranked') }}
group by
    wave,
    bank_id,
    item_kind,
    item_id,
    channel_id
