"""Puts a tested build in the place of the published file, at once, and keeps the last builds.

Enters: a closed DuckDB file that passed its checks. Leaves: the published file and hard links to the last
:data:`KEPT_BUILDS` builds. A reader that has the old file open keeps reading the old file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

KEPT_BUILDS = 5
"""How many finished builds of a kind are kept, the published one among them."""


def publish_build(build_file: Path, published: Path, *, kind: str, digest: str) -> None:
    """Flush ``build_file``, keep it as ``builds/<kind>-<digest>.duckdb`` and rename it to ``published``."""
    _flush(build_file)
    kept = build_file.with_name(f"{kind}-{digest[:16]}.duckdb")
    kept.unlink(missing_ok=True)
    kept.hardlink_to(build_file)
    build_file.replace(published)
    _flush(published.parent)
    older = sorted(
        (path for path in build_file.parent.glob(f"{kind}-*.duckdb") if path != kept),
        key=lambda path: (path.stat().st_mtime_ns, path.name),
        reverse=True,
    )
    for path in older[KEPT_BUILDS - 1 :]:
        path.unlink()


def read_published_digest(published: Path) -> str | None:
    """What the published file was made of; None when there is none or it cannot be read."""
    if not published.exists():
        return None
    with suppress(duckdb.Error), duckdb.connect(str(published), read_only=True) as connection:
        row = connection.execute("select digest from meta.build").fetchone()
        return None if row is None else str(row[0])
    return None


def _flush(path: Path) -> None:
    """Make sure that the file or the folder's entries are on the disk, not only in memory."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
