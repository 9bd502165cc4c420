"""The landed tables: one Parquet file each per extraction run, sorted by their key, no timestamps of our own.

A run stands in ``data/landing/<wave>/<digest>/`` where digest is over archive, config and extractor code, so
the same input always lands in the same place; ``data/landing/<wave>/current`` names the run in force.
"""

from __future__ import annotations

import pyarrow as pa

_TEXT = pa.string()
_COUNT = pa.int64()
_FLAG = pa.bool_()
_TIME = pa.timestamp("us", tz="UTC")
_SHARE = pa.decimal128(3, 2)


def _schema(required: dict[str, pa.DataType], optional: dict[str, pa.DataType]) -> pa.Schema:
    fields = [pa.field(name, kind, nullable=False) for name, kind in required.items()]
    return pa.schema(fields + [pa.field(name, kind) for name, kind in optional.items()])


FETCHES = _schema(
    {
        "fetch_id": _TEXT,
        "wave": _TEXT,
        "source": _TEXT,
        "url": _TEXT,
        "final_url": _TEXT,
        "outcome": _TEXT,
        "fetched_at": _TIME,
        "n_bytes": _COUNT,
        "depth": _COUNT,
        "attempt": _COUNT,
        "is_rendered": _FLAG,
    },
    {
        "owner_id": _TEXT,
        "http_status": _COUNT,
        "content_type": _TEXT,
        "parent_url": _TEXT,
        "anchor_text": _TEXT,
        "detail": _TEXT,
        "segment": _TEXT,
        "offset": _COUNT,
    },
)
"""One row per fetch, copied from the archive's index (elapsed time left out: it differs between replays)."""

PAGES = _schema(
    {
        "capture_id": _TEXT,
        "wave": _TEXT,
        "source": _TEXT,
        "url": _TEXT,
        "encoding": _TEXT,
        "n_blocks": _COUNT,
        "n_chars": _COUNT,
        "is_superseded": _FLAG,
        "page_kind": _TEXT,
        "has_text_in_images": _FLAG,
    },
    {
        "owner_id": _TEXT,
        "title": _TEXT,
        "page_channel": _TEXT,
        "page_date": pa.date32(),
        "source_id": _TEXT,
        "note": _TEXT,
    },
)
"""One row per capture read; ``is_superseded``: a later or rendered capture of its URL is read instead.

``page_kind``: a word of PageKind. ``page_date``: the day that the page gives for itself (published, updated).
``has_text_in_images``: its content is pictures, whose text is not read.

``source_id``: the declared product source whose reply it is. ``note``: what in it does not fit, or what of a
page was not read.
"""

MENTIONS = _schema(
    {
        "mention_id": _TEXT,
        "wave": _TEXT,
        "capture_id": _TEXT,
        "source": _TEXT,
        "owner_id": _TEXT,
        "url": _TEXT,
        "item_kind": _TEXT,
        "item_id": _TEXT,
        "channel_id": _TEXT,
        "polarity": _TEXT,
        "reason": _TEXT,
        "term": _TEXT,
        "sentence": _TEXT,
        "snippet": _TEXT,
        "block_kind": _TEXT,
        "block_path": _TEXT,
        "position": _COUNT,
        "rule": _TEXT,
        "channel_basis": _TEXT,
        "rule_version": _TEXT,
        "confidence": _SHARE,
        "is_hidden": _FLAG,
    },
    {"page_title": _TEXT},
)
"""One row per taxonomy term read in one block of one capture. Key: mention_id.

item_kind is any but scenario_category; channel_id is a channel or ``unstated`` (for item_kind channel
it repeats item_id); polarity and reason say how the sentence was judged and by which ``rule``; snippet is the
term with 40 characters on either side; position is the block's number on the page. ``channel_basis``:
a word of ChannelBasis, what says that it is this channel. ``rule_version`` changes when the rule does;
``confidence`` (0 to 1) is how often such a reading is right; ``is_hidden``: the block is not shown when the
page loads.
"""

PRODUCTS = _schema(
    {
        "product_id": _TEXT,
        "wave": _TEXT,
        "capture_id": _TEXT,
        "owner_id": _TEXT,
        "url": _TEXT,
        "name": _TEXT,
        "series": _TEXT,
        "channel_id": _TEXT,
        "snippet": _TEXT,
        "block_path": _TEXT,
        "rule": _TEXT,
        "is_hidden": _FLAG,
    },
    {
        "issue": _TEXT,
        "business_line_id": _TEXT,
        "page_title": _TEXT,
        "source_id": _TEXT,
        "product_code": _TEXT,
        "term": _TEXT,
        "term_days": _COUNT,
        "risk_level": _TEXT,
        "min_amount_cny": pa.decimal128(18, 2),
        "yield_text": _TEXT,
        "yield_low_percent": pa.decimal128(9, 4),
        "yield_high_percent": pa.decimal128(9, 4),
        "currency": _TEXT,
        "sale_from_date": pa.date32(),
        "sale_until_date": pa.date32(),
        "sale_status": _TEXT,
        "launched_date": pa.date32(),
    },
)
"""One row per product name, channel and capture; ``series`` is the name without the marks in ``issue``.

``source_id`` is of declared sources only (docs/reference/site-files.md). What follows it is stated
by such a source, or on the page beside the name: in its row, its card, or on a page about one product.
``launched_date``: the day it was set up or brought out; where only a month is given, its first day.
"""

APP_RANKS = _schema(
    {
        "wave": _TEXT,
        "store": _TEXT,
        "chart": _TEXT,
        "as_of_date": pa.date32(),
        "rank": _COUNT,
        "observed_depth": _COUNT,
        "store_app_code": _TEXT,
        "capture_id": _TEXT,
    },
    {"app_name": _TEXT, "seller": _TEXT},
)
"""One row per position of a store list on a day (Asia/Shanghai); ``observed_depth``: its length that day.

``capture_id`` is that of the capture, or the ``import_id`` of an imported list. ``app_name`` and ``seller``
as the list gives them.
"""

APP_DETAILS = _schema(
    {
        "wave": _TEXT,
        "store": _TEXT,
        "store_app_code": _TEXT,
        "as_of_date": pa.date32(),
        "app_name": _TEXT,
        "capture_id": _TEXT,
        "url": _TEXT,
    },
    {
        "seller": _TEXT,
        "version": _TEXT,
        "rating": pa.float64(),
        "n_ratings": _COUNT,
        "chart_rank": _COUNT,
        "chart_name": _TEXT,
    },
)
"""One row per app page read. ``chart_rank`` is the badge on the page, null when the page shows none."""

APP_DEVICES = _schema(
    {
        "wave": _TEXT,
        "store": _TEXT,
        "chart": _TEXT,
        "month": pa.date32(),
        "store_app_code": _TEXT,
        "n_devices_wan": _COUNT,
        "import_id": _TEXT,
    },
    {"app_name": _TEXT, "overall_rank": _COUNT, "growth_percent": pa.decimal128(9, 2)},
)
"""One row per app and month (its first day) of an imported table; devices in 万 (10,000), growth in percent.

``overall_rank`` is the publisher's rank among all apps, not within the list.
"""

IMPORTS = _schema(
    {
        "import_id": _TEXT,
        "wave": _TEXT,
        "store": _TEXT,
        "chart": _TEXT,
        "form": _TEXT,
        "source": _TEXT,
        "file_name": _TEXT,
        "sha256": _TEXT,
        "first_date": pa.date32(),
        "last_date": pa.date32(),
        "date_precision": _TEXT,
        "n_rows": _COUNT,
    },
    {},
)
"""One row per imported file. ``date_precision``: day, month or year, what is known of its dates."""

TABLES: dict[str, pa.Schema] = {
    "fetches": FETCHES,
    "pages": PAGES,
    "mentions": MENTIONS,
    "products": PRODUCTS,
    "app_ranks": APP_RANKS,
    "app_details": APP_DETAILS,
    "app_devices": APP_DEVICES,
    "imports": IMPORTS,
}
