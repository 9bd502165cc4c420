"""The SQL behind explanations: answers with their best sentence, places in store lists, and conflicts.

Parameters of all: wave, segment, bank (null: every bank).
"""

from __future__ import annotations

OBSERVED = """
select
    observations.item_kind, observations.item_id,
    banks.bank_id, banks.short_name_zh, items.title_zh, observations.channel_id,
    observations.answer, observations.reason, observations.n_mentions, observations.is_inherited,
    mentions.url, mentions.sentence,
    fetches.fetched_at, mentions.capture_id, fetches.segment, fetches."offset",
    mentions.confidence, mentions.page_kind, mentions.page_date,
    decisions.reviewer, decisions.reviewed_date, decisions.review_reason, decisions.evidence_url
from fct_observation as observations
inner join dim_bank as banks using (wave, bank_id)
inner join dim_item as items using (item_kind, item_id)
inner join int_segment_banks as segment_banks using (wave, bank_id)
left join fct_mention as mentions
    on mentions.wave = observations.wave
    and mentions.mention_id = coalesce(observations.best_mention_id, observations.denied_mention_id)
left join fct_fetch as fetches
    on fetches.wave = mentions.wave and fetches.fetch_id = mentions.capture_id
left join review_decision as decisions
    on observations.is_reviewed
    and decisions.wave = observations.wave and decisions.bank_id = observations.bank_id
    and decisions.item_kind = observations.item_kind and decisions.item_id = observations.item_id
    and decisions.channel_id = observations.channel_id
where
    observations.wave = $wave
    and segment_banks.segment = $segment
    and ($bank is null or banks.bank_id = $bank)
"""

BY_ANSWER = "list_position(['present', 'absent', 'unknown'], observations.answer), banks.bank_id"

RANKED = """
select
    banks.bank_id, banks.short_name_zh, ranks.state, ranks.is_inherited,
    ranks.store, ranks.chart, ranks.as_of_date, ranks.best_rank, ranks.observed_depth,
    coalesce(ranks.app_name, listed.store_app_code) as app_name,
    coalesce(fetches.url, imports.source || ' (' || imports.file_name || ')') as url,
    fetches.fetched_at, listed.capture_id, fetches.segment, fetches."offset"
from fct_bank_app_rank as ranks
inner join dim_bank as banks using (wave, bank_id)
inner join int_segment_banks as segment_banks using (wave, bank_id)
left join fct_app_rank as listed
    on listed.wave = ranks.wave and listed.store = ranks.store and listed.chart = ranks.chart
    and listed.as_of_date = ranks.as_of_date and listed.rank = ranks.best_rank
left join fct_fetch as fetches on fetches.wave = listed.wave and fetches.fetch_id = listed.capture_id
left join fct_import as imports on imports.wave = listed.wave and imports.import_id = listed.capture_id
where
    ranks.wave = $wave
    and segment_banks.segment = $segment
    and ($bank is null or banks.bank_id = $bank)
order by
    ranks.store, ranks.chart, ranks.as_of_date, ranks.best_rank nulls last, ranks.state, banks.bank_id
"""

CONFLICTS = """
select
    conflicts.bank_id, conflicts.item_kind, conflicts.item_id, items.parent_id, conflicts.channel_id,
    conflicts.resolution, conflicts.rule,
    conflicts.offer_sentence, conflicts.offer_url, conflicts.offer_page_kind, conflicts.offer_date,
    conflicts.denial_sentence, conflicts.denial_url, conflicts.denial_page_kind, conflicts.denial_date
from review_conflict as conflicts
inner join dim_item as items using (item_kind, item_id)
inner join int_segment_banks as segment_banks using (wave, bank_id)
where
    conflicts.wave = $wave
    and segment_banks.segment = $segment
    and ($bank is null or conflicts.bank_id = $bank)
    and conflicts.rule <> 'kind_not_denied'
order by conflicts.bank_id, conflicts.item_kind, items.position, conflicts.item_id, conflicts.channel_id
"""
"""Those that decided something; denials of kinds that are not denied stand in review_conflict alone."""
