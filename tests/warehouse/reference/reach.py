"""How far the survey came with each bank, the funnel over them, and what was left alone, from the fetches."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.warehouse.reference.frames import SEGMENTS, Tables, by_segment, members, ratio

BANK = ["wave", "bank_id"]
VISITS = ("ok", "not_modified", "truncated")
STEPS = ("in_universe", "source_known", "attempted", "visited", "partly_determined", "fully_determined")
REASONS = (
    *("robots_rule", "robots_refused", "robots_unreachable", "crawl_delay", "host_off", "asked_to_wait"),
    *("challenge", "forbidden", "login_required", "rate_limited", "over_budget"),
)
PRINTED = {
    "population_size": "in_universe",
    "sample_size": "partly_determined",
    "coverage_sample_size": "partly_determined",
}


def bank_reach(tables: Tables) -> pd.DataFrame:
    """One row per wave and bank."""
    banks, fetches = tables["dim_bank"], tables["fct_fetch"]
    own = banks[BANK].assign(owner_id=banks["bank_id"])
    union = banks.loc[banks["union_id"].notna(), BANK].assign(owner_id=banks["union_id"])
    tried = fetches.assign(is_visit=fetches["outcome"].isin(VISITS))
    site = tried.loc[tried["source"] == "bank_site"].merge(own, on=["wave", "owner_id"])
    app = tried.loc[tried["source"].str.startswith("store_")].merge(
        pd.concat([own, union]), on=["wave", "owner_id"]
    )
    answers = tables["fct_observation"]
    nine = answers.loc[(answers["item_kind"] == "scenario_category") & (answers["channel_id"] == "any")]
    nine = nine.assign(is_known=nine["answer"] != "unknown").groupby(BANK, observed=True)["is_known"]

    found = banks.set_index(BANK)[["has_known_site", "has_known_app"]]
    for source, rows in (("site", site), ("app", app)):
        visited = rows.groupby(BANK)["is_visit"].any()
        found[f"is_{source}_attempted"] = found.index.isin(visited.index)
        found[f"is_{source}_visited"] = found.index.isin(visited.index[visited])
        found[f"is_{source}_known"] = found[f"has_known_{source}"] | found[f"is_{source}_attempted"]
    found["n_categories"] = nine.size().reindex(found.index).fillna(0).astype("int64")
    found["n_categories_determined"] = nine.sum().reindex(found.index).fillna(0).astype("int64")
    found["step"] = "in_universe"
    for step, is_there in {
        "source_known": found["is_site_known"] | found["is_app_known"],
        "attempted": found["is_site_attempted"] | found["is_app_attempted"],
        "visited": found["is_site_visited"] | found["is_app_visited"],
        "partly_determined": found["n_categories_determined"] > 0,
        "fully_determined": (found["n_categories"] > 0)
        & (found["n_categories_determined"] == found["n_categories"]),
    }.items():
        found.loc[is_there, "step"] = step
    return found.reset_index().drop(columns=["has_known_site", "has_known_app"])


def survey_funnel(tables: Tables) -> pd.DataFrame:
    """One row per wave, segment and step."""
    reach = bank_reach(tables).merge(
        pd.DataFrame({"at_step": STEPS, "position": range(1, len(STEPS) + 1)}), how="cross"
    )
    reach["n_banks"] = 1
    reach["n_reached"] = (reach["step"].map(STEPS.index) + 1 >= reach["position"]).astype("int64")
    for source in ("site", "app"):
        flags = {word: reach[f"is_{source}_{word}"] for word in ("known", "attempted", "visited")}
        reach[f"n_by_{source}"] = np.select(
            [reach["at_step"] == step for step in ("source_known", "attempted", "visited")],
            list(flags.values()),
            default=0,
        ).astype("int64")
    values = ["n_banks", "n_reached", "n_by_site", "n_by_app"]
    found = by_segment(reach.drop(columns="step"), tables, ["at_step", "position"], values)
    found = found.rename(columns={"at_step": "step"})
    found["value"] = ratio(found["n_reached"], found["n_banks"])
    is_about_source = found["step"].isin(["source_known", "attempted", "visited"])
    for column in ("n_by_site", "n_by_app"):
        found[column] = found[column].where(is_about_source)
    figures = tables["published_2018_figures"]
    rows = figures.loc[figures["metric"].isin(PRINTED) & (figures["section"] != "case:czb")]
    printed = pd.DataFrame(
        {
            "segment": rows["group_id"],
            "step": rows["metric"].map(PRINTED),
            "published_2018": rows["value"].astype("float64"),
            "published_line": rows["line"],
        }
    )
    return found.merge(printed, on=["segment", "step"], how="left")


def crawl_refrained(tables: Tables) -> pd.DataFrame:
    """One row per wave, segment and reason: banks with pages left alone for it, and those pages."""
    fetches = tables["fct_fetch"]
    pages = fetches.loc[(fetches["source"] == "bank_site") & fetches["is_final"]]
    detail = pages["detail"].fillna("").astype("object")
    is_told = (pages["outcome"] == "robots_disallowed") | detail.str.startswith("asked_to_wait:")
    reason = pages["outcome"].astype("object").mask(is_told, detail.str.split(":").str[0])
    left = pages.assign(reason=reason, bank_id=pages["owner_id"]).loc[reason.isin(REASONS)]
    of_segment = members(tables)
    counted = of_segment.merge(left[[*BANK, "reason"]], on=BANK).groupby(["wave", "segment", "reason"])[
        "bank_id"
    ]
    sizes = of_segment.groupby(["wave", "segment"]).size().rename("n_banks").reset_index()
    grid = (
        tables["dim_wave"][["wave"]]
        .merge(pd.DataFrame({"segment": list(SEGMENTS)}), how="cross")
        .merge(pd.DataFrame({"reason": REASONS, "position": range(1, len(REASONS) + 1)}), how="cross")
        .merge(sizes, on=["wave", "segment"], how="left")
    )
    numbers = pd.DataFrame({"n_banks_refrained": counted.nunique(), "n_pages": counted.size()}).reset_index()
    found = grid.merge(numbers, on=["wave", "segment", "reason"], how="left")
    columns = ["n_banks", "n_banks_refrained", "n_pages"]
    found[columns] = found[columns].fillna(0).astype("int64")
    return found
