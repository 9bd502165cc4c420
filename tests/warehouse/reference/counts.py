"""How many scenarios and categories a bank offers, and how many banks cover at least so many categories."""

from __future__ import annotations

import pandas as pd

from tests.warehouse.reference.frames import ANSWERS, COUNTS, Tables, by_segment, flag_counts, with_shares

METRICS = {"life_scenarios": "scenario", "scenario_categories": "scenario_category"}


def scenario_counts(tables: Tables) -> pd.DataFrame:
    """One row per wave, bank, kind and channel."""
    observations = tables["fct_observation"]
    asked = flag_counts(observations.loc[observations["item_kind"].isin(METRICS.values())])
    key = ["wave", "bank_id", "item_kind", "channel_id"]
    found = asked.groupby(key, observed=True)[[f"n_{word}" for word in ANSWERS]].sum().reset_index()
    found["n_items"] = found["n_present"] + found["n_absent"] + found["n_unknown"]
    found["low"] = found["n_present"]
    found["high"] = found["n_present"] + found["n_unknown"]
    found["value"] = found["low"].where(found["low"] == found["high"])
    printed = printed_counts(tables, METRICS).rename(columns={"metric": "item_kind"})
    return found.merge(printed, on=["bank_id", "item_kind", "channel_id"], how="left")


def printed_counts(tables: Tables, metrics: dict[str, str]) -> pd.DataFrame:
    """What 2018 printed of single banks, by bank, our word for the metric, and channel."""
    rows = tables["published_2018_bank_counts"]
    rows = rows.loc[
        rows["metric"].isin(metrics)
        & (rows["unit"] == "count")
        & rows["nominal"].notna()
        & rows["bank_id"].notna()
        & (rows["channel_id"] != "several")
    ]
    return pd.DataFrame(
        {
            "bank_id": rows["bank_id"],
            "metric": rows["metric"].map(metrics),
            "channel_id": rows["channel_id"].replace("online", "any"),
            "published_2018": rows["nominal"].astype("float64"),
            "published_qualifier": rows["qualifier"],
            "published_line": rows["line"],
        }
    )


def scenario_breadth(tables: Tables) -> pd.DataFrame:
    """One row per wave, segment, channel and number of categories."""
    counts = scenario_counts(tables)
    counts = counts.loc[counts["item_kind"] == "scenario_category"]
    items = tables["dim_item"]
    n_categories = int((items["item_kind"] == "scenario_category").sum())
    asked = counts[["wave", "bank_id", "channel_id", "low", "high"]].merge(
        pd.DataFrame({"n_at_least": range(1, n_categories + 1)}), how="cross"
    )
    asked["answer"] = "unknown"
    asked.loc[asked["low"] >= asked["n_at_least"], "answer"] = "present"
    asked.loc[asked["high"] < asked["n_at_least"], "answer"] = "absent"
    return with_shares(by_segment(flag_counts(asked), tables, ["channel_id", "n_at_least"], COUNTS))
