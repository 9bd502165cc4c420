"""Landed tables of what was fetched and of what banks' pages say."""

from __future__ import annotations

import pyarrow as pa

from collector.landing.columns import COUNT, FLAG, SHARE, TEXT, TIME, schema

FETCHES = schema(
    {
        "fetch_id": TEXT,
        "wave": TEXT,
        "source": TEXT,
        "url": TEXT,
        "final_url": TEXT,
        "outcome": TEXT,
        "fetched_at": TIME,
        "n_bytes": COUNT,
        "depth": COUNT,
        "attempt": COUNT,
        "is_rendered": FLAG,
    },
    {
        "owner_id": TEXT,
        "http_status": COUNT,
        "content_type": TEXT,
        "parent_url": TEXT,
        "anchor_text": TEXT,
        "detail": TEXT,
        "segment": TEXT,
        "offset": COUNT,
    },
)
"""One row per fetch, copied from the archive's index (elapsed time left out: it differs between replays)."""

PAGES = schema(
    {
        "capture_id": TEXT,
        "wave": TEXT,
        "source": TEXT,
        "url": TEXT,
        "encoding": TEXT,
        "n_blocks": COUNT,
        "n_chars": COUNT,
        "is_superseded": FLAG,
        "page_kind": TEXT,
        "has_text_in_images": FLAG,
    },
    {
        "owner_id": TEXT,
        "title": TEXT,
        "page_channel": TEXT,
        "page_date": pa.date32(),
        "source_id": TEXT,
        "note": TEXT,
    },
)
"""One row per capture read; ``is_superseded``: a later or rendered capture of its URL is read instead.

``page_kind``: a word of PageKind. ``page_date``: the day that the page gives for itself (published, updated).
``has_text_in_images``: its content is pictures, whose text is not read.

``source_id``: the declared product source whose reply it is. ``note``: what in it does not fit, or what of a
page was not read.
"""

MENTIONS = schema(
    {
        "mention_id": TEXT,
        "wave": TEXT,
        "capture_id": TEXT,
        "source": TEXT,
        "owner_id": TEXT,
        "url": TEXT,
        "item_kind": TEXT,
        "item_id": TEXT,
        "channel_id": TEXT,
        "polarity": TEXT,
        "reason": TEXT,
        "term": TEXT,
        "sentence": TEXT,
        "snippet": TEXT,
        "block_kind": TEXT,
        "block_path": TEXT,
        "position": COUNT,
        "rule": TEXT,
        "channel_basis": TEXT,
        "rule_version": TEXT,
        "confidence": SHARE,
        "is_hidden": FLAG,
    },
    {"page_title": TEXT},
)
"""One row per taxonomy term read in one block of one capture. Key: mention_id.

item_kind is any but scenario_category; channel_id is a channel or ``unstated`` (for item_kind channel
it repeats item_id); polarity and reason say how the sentence was judged and by which ``rule``; snippet is the
term with 40 characters on either side; position is the block's number on the page. ``channel_basis``:
a word of ChannelBasis, what says that it is this channel. ``rule_version`` changes when the rule does;
``confidence`` (0 to 1) is how often such a reading is right; ``is_hidden``: the block is not shown when the
page loads.
"""

PRODUCTS = schema(
    {
        "product_id": TEXT,
        "wave": TEXT,
        "capture_id": TEXT,
        "owner_id": TEXT,
        "url": TEXT,
        "name": TEXT,
        "series": TEXT,
        "channel_id": TEXT,
        "snippet": TEXT,
        "block_path": TEXT,
        "rule": TEXT,
        "is_hidden": FLAG,
    },
    {
        "issue": TEXT,
        "business_line_id": TEXT,
        "page_title": TEXT,
        "source_id": TEXT,
        "product_code": TEXT,
        "term": TEXT,
        "term_days": COUNT,
        "risk_level": TEXT,
        "min_amount_cny": pa.decimal128(18, 2),
        "yield_text": TEXT,
        "yield_low_percent": pa.decimal128(9, 4),
        "yield_high_percent": pa.decimal128(9, 4),
        "currency": TEXT,
        "sale_from_date": pa.date32(),
        "sale_until_date": pa.date32(),
        "sale_status": TEXT,
        "launched_date": pa.date32(),
    },
)
"""One row per product name, channel and capture; ``series`` is the name without the marks in ``issue``.

``source_id`` is of declared sources only (docs/reference/site-files.md). What follows it is stated
by such a source, or on the page beside the name: in its row, its card, or on a page about one product.
``launched_date``: the day it was set up or brought out; where only a month is given, its first day.
"""
