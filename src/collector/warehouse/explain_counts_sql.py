"""The SQL behind explanations of counts: series with their pages, scenarios of banks, steps of the survey.

Parameters of all but STEPS: wave, segment, bank (null: every bank).
"""

from __future__ import annotations

_BANKS = """
inner join dim_bank as banks using (wave, bank_id)
inner join int_segment_banks as segment_banks using (wave, bank_id)
"""

_CHOSEN = """
    segment_banks.segment = $segment
    and ($bank is null or banks.bank_id = $bank)
"""

PRODUCTS = f"""
select
    banks.bank_id, banks.short_name_zh, coalesce(lines.title_zh, counts.item_id),
    counts.answer, counts.reason, products.series, products.url, products.snippet,
    fetches.fetched_at, products.capture_id, fetches.segment, fetches."offset"
from online_product_counts as counts
{_BANKS}
left join dim_item as lines
    on lines.item_kind = 'business_line' and lines.item_id = counts.item_id
left join fct_product as products
    on products.wave = counts.wave and products.bank_id = counts.bank_id
    and counts.item_id in ('any', products.business_line_id)
    and counts.channel_id in ('any', products.channel_id)
left join fct_fetch as fetches on fetches.wave = products.wave and fetches.fetch_id = products.capture_id
where
    counts.wave = $wave
    and counts.item_id = $item
    and counts.channel_id = $channel
    and {_CHOSEN}
qualify
    row_number() over (
        partition by counts.bank_id, products.series
        order by products.is_hidden, fetches.depth, products.channel_id
    ) = 1
order by
    list_position(['present', 'absent', 'unknown'], counts.answer), banks.bank_id, products.series
"""  # noqa: S608 - our own parts

COUNTED = f"""
select banks.bank_id, banks.short_name_zh, counts.low, counts.high, counts.n_items
from scenario_counts as counts
{_BANKS}
where
    counts.wave = $wave
    and counts.item_kind = $kind
    and counts.channel_id = $channel
    and {_CHOSEN}
order by counts.low desc, counts.high desc, banks.bank_id
"""  # noqa: S608 - our own parts

STEPS = "select distinct on (position) step from survey_funnel where wave = ? order by position"

REACHED = f"""
select
    banks.bank_id, banks.short_name_zh, reach.step,
    case
        when reach.step <> 'fully_determined'
            then visits.visit_status || coalesce(':' || visits.main_outcome, '')
    end
from fct_bank_reach as reach
{_BANKS}
inner join fct_visit as visits using (wave, bank_id)
where
    reach.wave = $wave
    and {_CHOSEN}
"""  # noqa: S608 - our own parts
