"""Places of banks' apps in store lists: activity by segment, by kind of app, movement between readings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.warehouse.reference.frames import SEGMENTS, Tables, members, ratio

LIST = ["wave", "store", "chart", "as_of_date"]
STATES = ("listed", "not_listed", "unknown")
KINDS = ("mobile_bank", "credit_card", "life", "corporate", "direct_bank")
A_YEAR_OFF = 31


def app_activity(tables: Tables) -> pd.DataFrame:
    """One row per list-day and segment."""
    ranks = tables["fct_bank_app_rank"]
    lists = ranks[[*LIST, "observed_depth"]].drop_duplicates()
    rows = ranks.merge(members(tables), on=["wave", "bank_id"])
    key = [*LIST, "segment"]
    grid = lists.merge(pd.DataFrame({"segment": list(SEGMENTS)}), how="cross")
    grouped = rows.groupby(key)
    counts = pd.DataFrame({"n_banks": grouped.size(), "n_apps": grouped["best_rank"].nunique()})
    for state in STATES:
        counts[f"n_{state}"] = (rows["state"] == state).groupby([rows[name] for name in key]).sum()
    inherited = rows["is_inherited"] & (rows["state"] == "listed")
    counts["n_inherited"] = inherited.groupby([rows[name] for name in key]).sum()
    for depth in (15, 100, 200):
        counts[f"n_top_{depth}"] = (rows["best_rank"] <= depth).groupby([rows[name] for name in key]).sum()
    found = grid.merge(counts.reset_index(), on=key, how="left")
    numbers = list(counts.columns)
    found[numbers] = found[numbers].fillna(0).astype("int64")

    listed = rows.loc[rows["state"] == "listed"].sort_values("best_rank")
    place = listed.groupby(key).cumcount() + 1
    n_listed = listed.groupby(key)["best_rank"].transform("size")
    for name, quarters in {"q1_rank": 1, "median_rank": 2, "q3_rank": 3}.items():
        at = np.ceil(quarters * n_listed / 4)
        quartile = listed.loc[place == at, [*key, "best_rank"]].rename(columns={"best_rank": name})
        found = found.merge(quartile, on=key, how="left")
    known = found["n_listed"] + found["n_not_listed"]
    for depth in (15, 100, 200):
        is_seen = found["observed_depth"].fillna(0) >= depth
        found[f"share_top_{depth}"] = ratio(found[f"n_top_{depth}"], known).where(is_seen)
        found = found.drop(columns=f"n_top_{depth}")
    figures = tables["published_2018_figures"]
    printed = figures.loc[figures["metric"] == "banks_on_chart", ["group_id", "value"]]
    printed.columns = ["segment", "published_2018_listed"]
    printed["published_2018_listed"] = printed["published_2018_listed"].astype("float64")
    return found.merge(printed, on="segment", how="left")


def bank_apps(tables: Tables) -> pd.DataFrame:
    """Listed apps by list-day and bank: its own and its union's."""
    banks = tables["dim_bank"]
    own = banks[["wave", "bank_id"]].assign(owner_id=banks["bank_id"], is_inherited=False)
    union = banks.loc[banks["union_id"].notna(), ["wave", "bank_id"]]
    union = union.assign(owner_id=banks["union_id"], is_inherited=True)
    ranks = tables["fct_app_rank"].dropna(subset=["owner_id"])
    return ranks.merge(pd.concat([own, union]), on=["wave", "owner_id"])


def app_kind_activity(tables: Tables) -> pd.DataFrame:
    """One row per list-day that was read, segment and kind of app."""
    lists = tables["fct_app_rank"][[*LIST, "observed_depth"]].drop_duplicates()
    apps = bank_apps(tables).dropna(subset=["app_kind"]).sort_values("rank")
    best = apps.drop_duplicates([*LIST, "bank_id", "app_kind"]).merge(members(tables), on=["wave", "bank_id"])
    key = [*LIST, "segment", "app_kind"]
    grouped = best.groupby(key)
    counts = pd.DataFrame(
        {
            "n_listed": grouped.size(),
            "n_inherited": grouped["is_inherited"].sum(),
            "n_apps": grouped["rank"].nunique(),
            "best_rank": grouped["rank"].min(),
        }
    ).reset_index()
    grid = lists.merge(pd.DataFrame({"segment": list(SEGMENTS)}), how="cross").merge(
        pd.DataFrame({"app_kind": KINDS}), how="cross"
    )
    found = grid.merge(counts, on=key, how="left")
    numbers = ["n_listed", "n_inherited", "n_apps"]
    found[numbers] = found[numbers].fillna(0).astype("int64")
    return found


def app_rank_movement(tables: Tables) -> pd.DataFrame:
    """One row per list-day that was read and bank: against the reading before and that of a year before."""
    days = tables["fct_app_rank"][[*LIST, "observed_depth"]].drop_duplicates()
    pairs = days.merge(days, on=["store", "chart"], suffixes=("", "_then"))
    pairs = pairs.loc[pairs["as_of_date_then"] < pairs["as_of_date"]]
    pairs["is_other_wave"] = pairs["wave_then"] != pairs["wave"]
    recent = pairs.sort_values(
        ["as_of_date_then", "is_other_wave", "wave_then"], ascending=[False, True, True]
    )
    target = pd.to_datetime(recent["as_of_date"]) - pd.DateOffset(years=1)
    recent["n_off"] = (pd.to_datetime(recent["as_of_date_then"]) - target).dt.days.abs()
    year = recent.loc[recent["n_off"] <= A_YEAR_OFF].sort_values("n_off", kind="stable")

    ranks = tables["fct_bank_app_rank"]
    found = ranks[[*LIST, "bank_id", "state", "best_rank", "is_inherited"]].merge(days, on=LIST)
    for chosen, prefix, suffix in ((recent, "previous", ""), (year, "last_year", "_since_last_year")):
        then = chosen.drop_duplicates(LIST)[[*LIST, "wave_then", "as_of_date_then", "observed_depth_then"]]
        others = ranks[[*LIST, "bank_id", "state", "best_rank"]].rename(
            columns={
                "wave": "wave_then",
                "as_of_date": "as_of_date_then",
                "state": "state_then",
                "best_rank": f"{prefix}_rank",
            }
        )
        found = found.merge(then, on=LIST, how="left")
        found = found.merge(
            others, on=["wave_then", "store", "chart", "as_of_date_then", "bank_id"], how="left"
        )
        found[f"movement{suffix}"] = _movement(found, found[f"{prefix}_rank"])
        found[f"n_places_up{suffix}"] = found[f"{prefix}_rank"] - found["best_rank"]
        found = found.rename(
            columns={"as_of_date_then": f"{prefix}_date", "observed_depth_then": f"{prefix}_depth"}
        ).drop(columns=["wave_then", "state_then"])
    banks = tables["dim_bank"][["wave", "bank_id", "union_id"]]
    printed = tables["published_2018_app_ranks"].set_index("bank_id")["rank"].astype("float64")
    own, union = banks["bank_id"].map(printed), banks["union_id"].map(printed)
    banks = banks.assign(published_2018_rank=np.fmin(own, union))
    return found.merge(banks.drop(columns="union_id"), on=["wave", "bank_id"])


def _movement(rows: pd.DataFrame, then: pd.Series) -> pd.Series:
    """up, down, unchanged, entered, left, outside, unknown; missing where there is no earlier reading."""
    now = rows["best_rank"]
    is_out, was_out = rows["state"] == "not_listed", rows["state_then"] == "not_listed"
    moved = np.select(
        [
            (now < then).fillna(value=False),
            (now > then).fillna(value=False),
            (now == then).fillna(value=False),
            (was_out & (now <= rows["observed_depth_then"])).fillna(value=False),
            (is_out & (then <= rows["observed_depth"])).fillna(value=False),
            is_out & was_out,
        ],
        ["up", "down", "unchanged", "entered", "left", "outside"],
        default="unknown",
    )
    return pd.Series(moved, index=rows.index, dtype="object").where(rows["as_of_date_then"].notna())
