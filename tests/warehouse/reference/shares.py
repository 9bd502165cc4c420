"""Shares of banks over their answers: scenarios, lines, channels, service channels, technologies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.warehouse.reference.frames import COUNTS, by_segment, flag_counts, with_shares

if TYPE_CHECKING:
    import pandas as pd

    from tests.warehouse.reference.frames import Tables

KINDS = {
    "scenario_coverage": ("scenario", "scenario_category"),
    "channel_coverage": ("channel",),
    "business_line_channels": ("business_line",),
    "service_channel_coverage": ("service_channel",),
    "technology_coverage": ("technology",),
}


def answer_shares(tables: Tables, kinds: tuple[str, ...]) -> pd.DataFrame:
    """One row per wave, segment, item and channel of these kinds, with the printed shares of 2018."""
    observations = tables["fct_observation"]
    asked = flag_counts(
        observations.loc[
            observations["item_kind"].isin(kinds),
            ["wave", "bank_id", "item_kind", "item_id", "channel_id", "answer"],
        ]
    )
    key = ["item_kind", "item_id", "channel_id"]
    found = with_shares(by_segment(asked, tables, key, COUNTS))
    figures = tables["published_2018_figures"]
    printed = figures.loc[figures["item_kind"].isin(kinds) & figures["statistic"].notna()]
    printed = printed.assign(
        segment=printed["group_id"].replace("service_centres", "all"),
        published_2018=printed["value"].astype("float64") / 100,
    ).rename(columns={"qualifier": "published_qualifier", "line": "published_line"})
    columns = ["published_2018", "published_qualifier", "published_line"]
    return found.merge(printed[["segment", *key, *columns]], on=["segment", *key], how="left")


SHARES = {name: partial(answer_shares, kinds=kinds) for name, kinds in KINDS.items()}
