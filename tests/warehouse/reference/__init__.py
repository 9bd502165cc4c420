"""Every statistic a second time, in pandas, from docs/reference/statistics.md and the marts, not the SQL.

Enters: tables of the warehouse as data frames by name. Leaves: the statistics as data frames by name, keyed
and valued as the models are, in no particular order. No row is looped over, so it serves for millions of
observations too. Refuses nothing: it is a check, not a product.
"""

from __future__ import annotations

from tests.warehouse.reference.answers import answers
from tests.warehouse.reference.apps import app_activity, app_kind_activity, app_rank_movement
from tests.warehouse.reference.counts import scenario_breadth, scenario_counts
from tests.warehouse.reference.index import bank_index
from tests.warehouse.reference.products import online_product_counts, online_products, product_series
from tests.warehouse.reference.profile import bank_profile
from tests.warehouse.reference.reach import bank_reach, crawl_refrained, survey_funnel
from tests.warehouse.reference.shares import SHARES, answer_shares

STATISTICS = {
    "fct_observation": answers,
    **SHARES,
    "scenario_counts": scenario_counts,
    "scenario_breadth": scenario_breadth,
    "online_product_counts": online_product_counts,
    "online_products": online_products,
    "product_series": product_series,
    "bank_index": bank_index,
    "fct_bank_reach": bank_reach,
    "survey_funnel": survey_funnel,
    "crawl_refrained": crawl_refrained,
    "bank_profile": bank_profile,
    "app_activity": app_activity,
    "app_kind_activity": app_kind_activity,
    "app_rank_movement": app_rank_movement,
}
"""Name of the model → function of the tables; the answers first, which the others take as given."""

KEYS = {
    "fct_observation": ["wave", "bank_id", "item_kind", "item_id", "channel_id"],
    **{name: ["wave", "segment", "item_kind", "item_id", "channel_id"] for name in SHARES},
    "scenario_counts": ["wave", "bank_id", "item_kind", "channel_id"],
    "scenario_breadth": ["wave", "segment", "channel_id", "n_at_least"],
    "online_product_counts": ["wave", "bank_id", "item_id", "channel_id"],
    "online_products": ["wave", "segment", "item_id", "channel_id"],
    "product_series": ["wave", "bank_id", "series", "channel_id"],
    "bank_index": ["wave", "bank_id"],
    "fct_bank_reach": ["wave", "bank_id"],
    "survey_funnel": ["wave", "segment", "step"],
    "crawl_refrained": ["wave", "segment", "reason"],
    "bank_profile": ["wave", "bank_id"],
    "app_activity": ["wave", "store", "chart", "as_of_date", "segment"],
    "app_kind_activity": ["wave", "store", "chart", "as_of_date", "segment", "app_kind"],
    "app_rank_movement": ["wave", "store", "chart", "as_of_date", "bank_id"],
}
"""Name of the model → its key."""

__all__ = ["KEYS", "STATISTICS", "answer_shares"]
