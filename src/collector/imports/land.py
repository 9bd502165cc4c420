"""Kept imports of one wave → rows of the landed tables, and the digest that they add to a run.

Enters: ``data/imports``. Leaves: rows of ``app_ranks``, ``app_devices`` and ``imports``. A row names the
import it came from where a fetched row names its capture.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collector.imports.keep import list_imports, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collector.imports.keep import Import
    from collector.imports.rows import Saved
    from collector.paths import Paths


def digest_imports(paths: Paths, wave: str) -> str:
    """64 hex digits over what is imported for the wave and the code that reads it; "" without imports."""
    kept = list_imports(paths, wave)
    if not kept:
        return ""
    total = hashlib.sha256(json.dumps([asdict(one) for one in kept], sort_keys=True).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def imported_rows(paths: Paths, wave: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by table; empty lists without imports."""
    rows: dict[str, list[dict[str, Any]]] = {"app_ranks": [], "app_devices": [], "imports": []}
    for about in list_imports(paths, wave):
        saved = load(paths, about)
        rows["app_ranks"] += _ranks(about, saved)
        rows["app_devices"] += _devices(about, saved)
        rows["imports"].append(_row(about, saved))
    return rows


def _list(about: Import) -> dict[str, Any]:
    return {"wave": about.wave, "store": about.store, "chart": about.chart}


def _ranks(about: Import, saved: Saved) -> Iterator[dict[str, Any]]:
    for one in saved.placed:
        yield _list(about) | {
            "as_of_date": one.on.day,
            "rank": one.rank,
            "observed_depth": one.depth,
            "store_app_code": one.code,
            "app_name": one.app_name,
            "seller": one.seller,
            "list_id": about.import_id,
            "capture_id": about.import_id,
        }


def _devices(about: Import, saved: Saved) -> Iterator[dict[str, Any]]:
    for one in saved.devices:
        yield _list(about) | {
            "month": one.month,
            "store_app_code": one.code,
            "app_name": one.app_name,
            "n_devices_wan": one.n_devices_wan,
            "overall_rank": one.overall_rank,
            "growth_percent": one.growth,
            "import_id": about.import_id,
        }


def _row(about: Import, saved: Saved) -> dict[str, Any]:
    return _list(about) | {
        "import_id": about.import_id,
        "form": saved.form,
        "source": about.source,
        "file_name": about.file_name,
        "sha256": about.sha256,
        "first_date": saved.dates[0],
        "last_date": saved.dates[-1],
        "date_precision": saved.precision,
        "n_rows": max(len(saved.placed), len(saved.devices)),
    }
