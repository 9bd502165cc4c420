"""The index of products and of channels: means of shares of items, with the unknown as bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from tests.warehouse.reference.products import online_product_counts

if TYPE_CHECKING:
    from tests.warehouse.reference.frames import Tables

PARTS = {"products": ("lines", "categories", "product_lines"), "channels": ("channels", "line_channels")}
BANK = ["wave", "bank_id"]


def bank_index(tables: Tables) -> pd.DataFrame:
    """One row per wave and bank, with the counts of the parts and the points printed in 2018."""
    answers = tables["fct_observation"]
    kind, channel = answers["item_kind"], answers["channel_id"]
    is_line, is_any = kind == "business_line", channel == "any"
    products = online_product_counts(tables)
    chosen = {
        "lines": answers.loc[is_line & is_any],
        "categories": answers.loc[(kind == "scenario_category") & is_any],
        "product_lines": products.loc[(products["item_id"] != "any") & (products["channel_id"] == "any")],
        "channels": answers.loc[kind == "channel"],
        "line_channels": answers.loc[is_line & channel.isin(["web_bank", "mobile_bank", "wechat_bank"])],
    }
    found = tables["dim_bank"][BANK].set_index(BANK)
    for part, rows in chosen.items():
        grouped = rows.assign(
            present=rows["answer"] == "present", unknown=rows["answer"] == "unknown"
        ).groupby(BANK, observed=True)
        found[f"n_{part}"] = grouped.size()
        found[f"n_{part}_present"] = grouped["present"].sum()
        found[f"n_{part}_unknown"] = grouped["unknown"].sum()
    for dimension, parts in PARTS.items():
        low = sum(found[f"n_{part}_present"] / found[f"n_{part}"] for part in parts) * 100 / len(parts)
        unknown = sum(found[f"n_{part}_unknown"] / found[f"n_{part}"] for part in parts) * 100 / len(parts)
        has_unknown = sum(found[f"n_{part}_unknown"] for part in parts) > 0
        found[f"{dimension}_low"] = low.round(2)
        found[f"{dimension}_high"] = (low + unknown).round(2)
        found[f"{dimension}_value"] = found[f"{dimension}_low"].mask(has_unknown)
    found = found.reset_index()
    scores = tables["published_2018_bank_scores"]
    for dimension in PARTS:
        own = scores.loc[(scores["dimension"] == dimension) & scores["score"].notna()]
        printed = pd.DataFrame(
            {
                "bank_id": own["bank_id"],
                f"published_2018_{dimension}_score": own["score"].astype("float64"),
                f"is_published_{dimension}_suspect": own["is_ocr_suspect"],
            }
        )
        found = found.merge(printed, on="bank_id", how="left")
    return found
