"""What the statistics share: segments, complete grids, shares as exact millionths, Wilson intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]

TYPES = ("large", "joint_stock", "city", "rural", "private", "other")
SEGMENTS = {
    "all": TYPES,
    "small_and_medium": ("joint_stock", "city", "rural"),
    **{kind: (kind,) for kind in TYPES},
}
"""docs/reference/statistics.md: joint-stock, city and rural are small and medium; every type is a segment."""

CHANNELS = ("any", "web_bank", "mobile_bank", "wechat_bank", "direct_bank")
Z = 1.959963984540054
SMALL = 10

_BY_TYPE = pd.DataFrame(
    [(segment, kind) for segment, kinds in SEGMENTS.items() for kind in kinds],
    columns=["segment", "bank_type"],
)


def members(tables: Tables) -> pd.DataFrame:
    """wave, segment, bank_id of every bank in each of its segments."""
    banks = tables["dim_bank"][["wave", "bank_id", "bank_type"]]
    return banks.merge(_BY_TYPE, on="bank_type")[["wave", "segment", "bank_id"]]


def by_segment(frame: pd.DataFrame, tables: Tables, key: list[str], values: list[str]) -> pd.DataFrame:
    """Sums of ``values`` by wave, segment and ``key`` of a frame with a row a bank; empty segments are 0.

    Banks are added up by type first, so a large frame is grouped once.
    """
    types = tables["dim_bank"][["wave", "bank_id", "bank_type"]]
    typed = frame.merge(types, on=["wave", "bank_id"])
    sums = typed.groupby(["wave", *key, "bank_type"], observed=True, sort=False)[values].sum().reset_index()
    summed = (
        sums.merge(_BY_TYPE, on="bank_type").groupby(["wave", "segment", *key], observed=True)[values].sum()
    )
    keys = frame[["wave", *key]].drop_duplicates()
    grid = keys.merge(pd.DataFrame({"segment": list(SEGMENTS)}), how="cross")
    complete = grid.merge(summed.reset_index(), on=["wave", "segment", *key], how="left")
    complete[values] = complete[values].fillna(0).astype("int64")
    return complete


def ratio(part: pd.Series, whole: pd.Series, *, scale: int = 1_000_000) -> pd.Series:
    """part / whole in units of 1 / scale, rounded half up, exactly; missing where whole is 0."""
    divisor = whole.where(whole > 0, 1).astype("int64")
    rounded = (2 * scale * part.astype("int64") + divisor) // (2 * divisor)
    return rounded.where(whole > 0) / scale


def with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with value, low, high, ci_low, ci_high and is_small_cell from its four counts."""
    present, unknown = frame["n_present"], frame["n_unknown"]
    known = present + frame["n_absent"]
    found = frame.copy()
    found["value"] = ratio(present, known)
    found["low"] = ratio(present, frame["n_banks"])
    found["high"] = ratio(present + unknown, frame["n_banks"])
    n = known.where(known > 0).astype("float64")
    share = present / n
    middle = share + Z**2 / (2 * n)
    reach = Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    found["ci_low"] = ((middle - reach) / (1 + Z**2 / n)).clip(lower=0).round(6)
    found["ci_high"] = ((middle + reach) / (1 + Z**2 / n)).clip(upper=1).round(6)
    found["is_small_cell"] = known < SMALL
    return found


def flag_counts(frame: pd.DataFrame, answer: str = "answer") -> pd.DataFrame:
    """The frame with n_banks, n_present, n_absent, n_unknown as 1 or 0, to be added up."""
    return frame.assign(
        n_banks=1, **{f"n_{word}": (frame[answer] == word).astype("int64") for word in ANSWERS}
    )


ANSWERS = ("present", "absent", "unknown")
COUNTS = ["n_banks", "n_present", "n_absent", "n_unknown"]
