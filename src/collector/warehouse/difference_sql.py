"""The SQL behind the difference of two waves; ``{columns}`` are the fields of the record that a row becomes.

Parameters: wave and from_wave; statistic (null: all); segment of shares; banks (none: every bank) of answers.
"""

from __future__ import annotations

SHARES = """
select {columns}
from wave_change as changes
inner join dim_item as items using (item_kind, item_id)
where
    from_wave = $from_wave and wave = $wave and segment = $segment
    and ($statistic is null or statistic = $statistic)
    and (
        from_value is distinct from to_value
        or n_gained + n_lost > 0
        or coalesce(reading_change <> 0 or universe_change <> 0 or coverage_change <> 0, false)
    )
order by list_position($statistics, statistic), item_kind desc, items.position, item_kind, item_id, channel_id
"""

UNIVERSE = """
select {columns}
from (
    select changes.*, earlier.short_name_zh as from_name_zh, later.short_name_zh as name_zh
    from universe_change as changes
    left join dim_bank as earlier
        on earlier.wave = changes.from_wave and earlier.bank_id = changes.from_bank_id
    left join dim_bank as later on later.wave = changes.wave and later.bank_id = changes.bank_id
    where changes.from_wave = $from_wave and changes.wave = $wave
)
order by change, from_bank_id nulls last, bank_id
"""

ANSWERS = """
select {columns}
from (
    select
        changes.*, items.title_zh, items.position, banks.short_name_zh,
        earlier.reason as from_reason, from_mentions.sentence as from_sentence, from_mentions.url as from_url,
        later.reason as to_reason, to_mentions.sentence as to_sentence, to_mentions.url as to_url,
        reviews.reviewer, reviews.reviewed_date, reviews.review_reason, reviews.evidence_url as review_url
    from bank_change as changes
    inner join dim_item as items using (item_kind, item_id)
    inner join (
        select bank_id, max_by(short_name_zh, wave = $wave) as short_name_zh
        from dim_bank where wave in ($wave, $from_wave) group by bank_id
    ) as banks using (bank_id)
    left join fct_observation as earlier
        on earlier.wave = changes.from_evidence_wave and earlier.bank_id = changes.bank_id
        and earlier.item_kind = changes.item_kind and earlier.item_id = changes.item_id
        and earlier.channel_id = changes.channel_id
    left join fct_observation as later
        on later.wave = changes.to_evidence_wave and later.bank_id = changes.bank_id
        and later.item_kind = changes.item_kind and later.item_id = changes.item_id
        and later.channel_id = changes.channel_id
    left join fct_mention as from_mentions
        on from_mentions.wave = changes.from_evidence_wave
        and from_mentions.mention_id = changes.from_mention_id
    left join fct_mention as to_mentions
        on to_mentions.wave = changes.to_evidence_wave and to_mentions.mention_id = changes.to_mention_id
    left join review_decision as reviews
        on changes.cause = 'review' and reviews.is_applied
        and reviews.wave = case when later.is_reviewed then later.wave else earlier.wave end
        and reviews.bank_id = changes.bank_id
        and reviews.item_kind = changes.item_kind and reviews.item_id = changes.item_id
        and reviews.channel_id = changes.channel_id
    where
        changes.from_wave = $from_wave and changes.wave = $wave
        and (len($banks) = 0 or list_contains($banks, changes.bank_id))
        and (
            $statistic is null
            or $statistic = case changes.item_kind
                when 'channel' then 'channel_coverage'
                when 'business_line' then 'business_line_channels'
                else 'scenario_coverage'
            end
        )
)
order by bank_id, item_kind, position, item_id, channel_id, step
"""
