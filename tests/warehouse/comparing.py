"""Compares a statistic of a built warehouse with the same one from the reference, row by row."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.warehouse.reference import KEYS, STATISTICS

if TYPE_CHECKING:
    import duckdb

RAW = (
    *("wave_stores", "store_charts", "waves", "items", "apps"),
    *("mentions", "pages", "fetches", "app_details"),
)
"""Tables of schema raw that a reference reads: as declared, and as landed."""


ROUNDING = 1e-9
"""Shares have six digits on both sides; a smaller difference is one of binary forms of the same decimal."""

SHOWN = 3

LEFT_OUT = ("item_kind", "best_mention_id", "denied_mention_id")
"""The kind where a statistic has one only, and which of several sentences is shown."""


def read_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """Every published table by name, and those of :data:`RAW`."""
    names = connection.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    places = {name: name for (name,) in names} | {name: f"raw.{name}" for name in RAW}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The inplace keyword")  # duckdb's own call of pandas 3
        return {name: connection.table(place).df() for name, place in places.items()}


def find_differences(tables: dict[str, pd.DataFrame], statistic: str) -> list[str]:
    """Lines that say where model and reference differ: keys on one side only, then cells by column."""
    key = KEYS[statistic]
    built, expected = tables[statistic], STATISTICS[statistic](tables)
    missing = [name for name in built.columns if name not in expected.columns and name not in LEFT_OUT]
    differences = [f"the reference has no column {column}" for column in missing]
    if expected.duplicated(key).any():
        differences.append("the reference has rows twice")
    both = built.merge(expected, on=key, how="outer", suffixes=("", "_expected"), indicator=True)
    for side, words in (("left_only", "only in the model"), ("right_only", "only in the reference")):
        rows = both.loc[both["_merge"] == side, key].head(SHOWN).itertuples(index=False)
        differences += [f"{' '.join(map(str, row))}: {words}" for row in rows]
    shared = both.loc[both["_merge"] == "both"]
    for column in built.columns:
        if column in key or f"{column}_expected" not in shared:
            continue
        found, wanted = shared[column], shared[f"{column}_expected"]
        wrong = ~_equal(found, wanted)
        for position in np.flatnonzero(wrong)[:SHOWN]:
            row = " ".join(str(shared.iloc[position][name]) for name in key)
            differences.append(f"{row}: {column} is {found.iloc[position]}, expected {wanted.iloc[position]}")
    return differences


def _equal(found: pd.Series, wanted: pd.Series) -> np.ndarray:
    is_missing = found.isna().to_numpy() & wanted.isna().to_numpy()
    if all(pd.api.types.is_numeric_dtype(side) for side in (found, wanted)):
        numbers = [
            side.astype("float64").to_numpy(dtype="float64", na_value=np.nan) for side in (found, wanted)
        ]
        return is_missing | (np.abs(numbers[0] - numbers[1]) < 1e-9)
    same = found.astype("object") == wanted.astype("object")
    return is_missing | same.fillna(value=False).to_numpy(dtype=bool)
