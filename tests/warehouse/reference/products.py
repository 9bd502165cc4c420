"""Product series of banks: counted by line and channel, as shares of banks, and over waves."""

from __future__ import annotations

import pandas as pd

from tests.warehouse.reference.counts import printed_counts
from tests.warehouse.reference.frames import CHANNELS, COUNTS, Tables, by_segment, flag_counts, with_shares

SERIES = ["bank_id", "series"]


def product_series(tables: Tables) -> pd.DataFrame:
    """One row per wave, bank, series and channel, with what this and earlier waves saw of it.

    A restatement is the edition that it restates, seen once.
    """
    waves = tables["dim_wave"].copy()
    waves["edition"] = waves["restates_wave"].fillna(waves["wave"])
    names = waves.sort_values(["as_of_date", "edition"])["edition"].drop_duplicates().tolist()
    order = dict(zip(waves["wave"], waves["edition"].map(names.index), strict=True))
    products = tables["fct_product"].assign(at=lambda rows: rows["wave"].map(order))
    found = products[["wave", *SERIES, "channel_id", "business_line_id", "last_seen_at", "at"]].copy()
    key = [*SERIES, "channel_id"]
    pairs = found[[*key, "wave", "at"]].merge(
        products[[*key, "at", "first_seen_at"]], on=key, suffixes=("", "_other")
    )
    until_now = pairs[pairs["at_other"] <= pairs["at"]].groupby([*key, "wave"])
    seen = pd.DataFrame(
        {
            "first_wave": until_now["at_other"].min().map(dict(enumerate(names))),
            "first_seen_at": until_now["first_seen_at"].min(),
            "n_waves": until_now["at_other"].nunique(),
        }
    ).reset_index()
    found = found.merge(seen, on=[*key, "wave"])
    found["is_new"] = (
        products.groupby(SERIES)["at"].transform("min").loc[products.index].to_numpy()
        == products["at"].to_numpy()
    )
    return found.drop(columns="at")


def online_product_counts(tables: Tables) -> pd.DataFrame:
    """One row per wave, bank, line (or any) and channel: series seen, series possible, and the answer."""
    items = tables["dim_item"]
    lines = items.loc[items["item_kind"] == "business_line", ["item_id", "absent_depth"]]
    every = pd.DataFrame({"item_id": ["any"], "absent_depth": [lines["absent_depth"].max()]})
    asked = pd.concat([lines, every]).merge(pd.DataFrame({"channel_id": CHANNELS}), how="cross")
    visits = tables["fct_visit"][["wave", "bank_id", "visit_status", "main_outcome", "complete_depth"]]
    cells = visits.merge(asked, how="cross")

    series = product_series(tables).rename(
        columns={"channel_id": "of_channel", "business_line_id": "of_line"}
    )
    spread = series.merge(asked[["item_id", "channel_id"]], how="cross")
    is_line = (spread["item_id"] == "any") | (spread["item_id"] == spread["of_line"])
    is_channel = (spread["channel_id"] == "any") | (spread["channel_id"] == spread["of_channel"])
    may_be = (is_line | spread["of_line"].isna()) & (is_channel | (spread["of_channel"] == "unstated"))
    key = ["wave", "bank_id", "item_id", "channel_id"]
    stated = spread.loc[is_line & is_channel].groupby([*key, "series"])["is_new"].any().reset_index()
    counted = pd.DataFrame(
        {
            "n_series": stated.groupby(key).size(),
            "n_series_new": stated.groupby(key)["is_new"].sum(),
            "n_series_possible": spread.loc[may_be].groupby(key)["series"].nunique(),
        }
    ).reset_index()
    found = cells.merge(counted, on=key, how="left")
    numbers = ["n_series", "n_series_new", "n_series_possible"]
    found[numbers] = found[numbers].fillna(0).astype("int64")

    has_read = (found["complete_depth"] >= found["absent_depth"]) & found["visit_status"].isin(
        ["complete", "partial"]
    )
    is_present, is_possible = found["n_series"] > 0, found["n_series_possible"] > 0
    found["answer"] = "unknown"
    found.loc[~is_possible & has_read, "answer"] = "absent"
    found.loc[is_present, "answer"] = "present"
    status, outcome = found["visit_status"], found["main_outcome"].replace("ok", "over_budget")
    reason = status.where(status.isin(["no_known_site", "not_attempted"]))
    reason = reason.mask(status == "unreachable", "unreachable:" + found["main_outcome"].astype("object"))
    reason = reason.mask(status.isin(["complete", "partial"]), "partial:" + outcome.astype("object"))
    reason = reason.mask(is_possible, "line_or_channel_unstated")
    found["reason"] = reason.where(found["answer"] == "unknown")
    metrics = {"online_products": "any", "online_wealth_products": "wealth"}
    printed = printed_counts(tables, metrics).rename(columns={"metric": "item_id"})
    found = found.merge(printed, on=["bank_id", "item_id", "channel_id"], how="left")
    return found.drop(columns=["visit_status", "main_outcome", "complete_depth", "absent_depth"])


def online_products(tables: Tables) -> pd.DataFrame:
    """One row per wave, segment, line (or any) and channel."""
    counts = flag_counts(online_product_counts(tables))
    values = [*COUNTS, "n_series", "n_series_new"]
    return with_shares(by_segment(counts, tables, ["item_id", "channel_id"], values))
