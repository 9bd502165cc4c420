"""Landed tables of what app stores and indices say."""

from __future__ import annotations

import pyarrow as pa

from collector.landing.columns import COUNT, FLAG, TEXT, schema

APP_RANKS = schema(
    {
        "wave": TEXT,
        "store": TEXT,
        "chart": TEXT,
        "as_of_date": pa.date32(),
        "rank": COUNT,
        "observed_depth": COUNT,
        "store_app_code": TEXT,
        "list_id": TEXT,
        "capture_id": TEXT,
    },
    {"app_name": TEXT, "seller": TEXT},
)
"""One row per position of a store list on a day (Asia/Shanghai); ``observed_depth``: its length that day.

``capture_id`` is that of the page it stands on, or the ``import_id`` of an imported list; ``list_id`` that of
the list's first page, the same in all its rows. ``app_name`` and ``seller`` as the list gives them.
"""

APP_DETAILS = schema(
    {
        "wave": TEXT,
        "store": TEXT,
        "store_app_code": TEXT,
        "as_of_date": pa.date32(),
        "app_name": TEXT,
        "reply_kind": TEXT,
        "platform": TEXT,
        "is_downloads_saturated": FLAG,
        "capture_id": TEXT,
        "url": TEXT,
    },
    {
        "other_code": TEXT,
        "seller": TEXT,
        "version": TEXT,
        "updated_date": pa.date32(),
        "category": TEXT,
        "rating": pa.float64(),
        "n_ratings": COUNT,
        "n_ratings_1": COUNT,
        "n_ratings_2": COUNT,
        "n_ratings_3": COUNT,
        "n_ratings_4": COUNT,
        "n_ratings_5": COUNT,
        "n_downloads": COUNT,
        "downloads_text": TEXT,
        "is_downloads_rounded": FLAG,
        "chart_rank": COUNT,
        "chart_name": TEXT,
    },
)
"""One row per app and reply that speaks of it, as collector.extract.stores.records.AppDetail.

Counts of different stores measure different things. ``n_downloads`` is null where the store gives none or
its counter stands at the end of its range (``is_downloads_saturated``); a rounded one keeps
``downloads_text``. ``n_ratings_1`` to ``_5``: ratings with so many stars. ``chart_rank`` is the badge on
Apple's page, null when it shows none.
"""

STORE_REPLIES = schema(
    {
        "wave": TEXT,
        "store": TEXT,
        "reply_kind": TEXT,
        "as_of_date": pa.date32(),
        "state": TEXT,
        "outcome": TEXT,
        "n_entries": COUNT,
        "n_details": COUNT,
        "capture_id": TEXT,
        "url": TEXT,
    },
    {
        "chart": TEXT,
        "page": COUNT,
        "n_listed": COUNT,
        "missing_codes": TEXT,
        "problem": TEXT,
        "warnings": TEXT,
    },
)
"""One row per attempt on a declared reply of a store, read or not; a list's pages have one row each.

``state``: a word of ReplyState. ``outcome``: that of the fetch. ``chart``, ``page`` (from 0): of lists only.
``n_listed``: length of the whole list as the store gives it. ``missing_codes``: apps asked for that the store
does not have, a comma between them. ``problem``: why it was not read. ``warnings``: what does not fit and
spoils nothing, a semicolon between them.
"""

APP_DEVICES = schema(
    {
        "wave": TEXT,
        "store": TEXT,
        "chart": TEXT,
        "month": pa.date32(),
        "store_app_code": TEXT,
        "n_devices_wan": COUNT,
        "import_id": TEXT,
    },
    {"app_name": TEXT, "overall_rank": COUNT, "growth_percent": pa.decimal128(9, 2)},
)
"""One row per app and month (its first day); devices in 万 (10,000), growth in percent.

``import_id`` of an imported table, or the id of the capture that it was read from. ``overall_rank``
is the publisher's rank among all apps, not within the list.
"""

IMPORTS = schema(
    {
        "import_id": TEXT,
        "wave": TEXT,
        "store": TEXT,
        "chart": TEXT,
        "form": TEXT,
        "source": TEXT,
        "file_name": TEXT,
        "sha256": TEXT,
        "first_date": pa.date32(),
        "last_date": pa.date32(),
        "date_precision": TEXT,
        "n_rows": COUNT,
    },
    {},
)
"""One row per imported file. ``date_precision``: day, month or year, what is known of its dates."""
