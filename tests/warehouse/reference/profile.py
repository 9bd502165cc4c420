"""All counts of a bank on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from tests.warehouse.reference.frames import Tables

BANK = ["wave", "bank_id"]


def bank_profile(tables: Tables) -> pd.DataFrame:
    """One row per wave and bank; the list shown is the wave's first store's first chart on its last day."""
    found = tables["dim_bank"][[*BANK, "short_name_zh", "bank_type"]]
    visits = tables["fct_visit"][[*BANK, "visit_status", "main_outcome", "n_visited"]]
    found = found.merge(visits, on=BANK).set_index(BANK)
    answers = tables["fct_observation"]
    kind, channel = answers["item_kind"], answers["channel_id"]
    present, is_any = answers["answer"] == "present", channel == "any"
    is_scenario, is_line = (kind == "scenario") & is_any, kind == "business_line"
    for column, rows in {
        "n_scenarios": is_scenario & present,
        "n_scenarios_unknown": is_scenario & (answers["answer"] == "unknown"),
        "n_scenario_categories": (kind == "scenario_category") & is_any & present,
        "n_lines_web": is_line & present & (channel == "web_bank"),
        "n_lines_mobile": is_line & present & (channel == "mobile_bank"),
        "n_lines_wechat": is_line & present & (channel == "wechat_bank"),
        "n_lines_any": is_line & present & is_any,
    }.items():
        found[column] = answers.loc[rows].groupby(BANK, observed=True).size()
        found[column] = found[column].fillna(0).astype("int64")
    items = tables["dim_item"][["item_kind", "item_id", "position", "title_zh"]]
    named = answers.loc[(kind == "channel") & present].merge(items, on=["item_kind", "item_id"])
    named = named.sort_values(["position", "item_id"])
    found["channels_zh"] = named.groupby(BANK, observed=True)["title_zh"].agg("、".join)
    series = tables["fct_product"].groupby(BANK)["series"].nunique()
    read_nothing = (found["n_visited"] == 0) & ~found.index.isin(series.index)
    found["n_products"] = series.reindex(found.index).fillna(0).mask(read_nothing)
    found = found.reset_index().drop(columns="n_visited")

    lists = tables["fct_bank_app_rank"].merge(
        tables["wave_stores"].rename(columns={"position": "store_at"}), on=["wave", "store"]
    )
    lists = lists.merge(
        tables["store_charts"].rename(columns={"position": "chart_at"}), on=["store", "chart"]
    )
    shown = lists.sort_values(["store_at", "chart_at", "as_of_date"], ascending=[True, True, False])
    first = shown.drop_duplicates("wave")[["wave", "store", "chart", "as_of_date"]]
    ranks = lists.merge(first, on=["wave", "store", "chart", "as_of_date"])
    ranks = pd.DataFrame(
        {
            "wave": ranks["wave"],
            "bank_id": ranks["bank_id"],
            "best_app_rank": ranks["best_rank"],
            "app_rank_depth": ranks["observed_depth"],
            "app_rank_state": ranks["state"],
            "is_app_inherited": ranks["is_inherited"],
            "app_rank_store": ranks["store"],
            "app_rank_chart": ranks["chart"],
            "app_rank_date": ranks["as_of_date"],
        }
    )
    found = found.merge(ranks, on=BANK, how="left")
    found["app_rank_state"] = found["app_rank_state"].fillna("unknown")
    found["is_app_inherited"] = found["is_app_inherited"].fillna(value=False).astype(bool)
    return found
