"""The landed tables: one Parquet file each per extraction run, sorted by their key, no timestamps of our own.

A run stands in ``data/landing/<wave>/<digest>/`` where digest is over archive, config and extractor code, so
the same input always lands in the same place; ``data/landing/<wave>/current`` names the run in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector.landing.sites import FETCHES, MENTIONS, PAGES, PRODUCTS
from collector.landing.stores import APP_DETAILS, APP_DEVICES, APP_RANKS, IMPORTS, STORE_REPLIES

if TYPE_CHECKING:
    import pyarrow as pa

TABLES: dict[str, pa.Schema] = {
    "fetches": FETCHES,
    "pages": PAGES,
    "mentions": MENTIONS,
    "products": PRODUCTS,
    "app_ranks": APP_RANKS,
    "app_details": APP_DETAILS,
    "store_replies": STORE_REPLIES,
    "app_devices": APP_DEVICES,
    "imports": IMPORTS,
}
