"""data/frozen/<wave>/: what a wave was when it was published, and the check that nothing of it has changed.

``tables/`` holds the wave's rows of every table of the warehouse, ``raw/`` those of what it was made from
(findings as landed, config as loaded), both as Parquet; ``manifest.json`` the digests of each and of itself.
Enters: the data folder. Leaves: verified snapshots. Refuses a file that is changed, missing or added.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from collector.errors import ChecksFailedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collector.paths import Paths

MANIFEST = "manifest.json"
TABLES = "tables"
RAW = "raw"


@dataclass(frozen=True, slots=True)
class FrozenWave:
    """A verified snapshot: wave, day, digest (64 hex digits) and the names of its Parquet files by folder."""

    wave: str
    folder: Path
    is_sample: bool
    frozen_date: date
    landing_digest: str
    digest: str
    tables: tuple[str, ...]
    raw: tuple[str, ...]

    def file(self, part: str, name: str) -> Path:
        """The Parquet file of one table of ``tables`` or ``raw``."""
        return self.folder / part / f"{name}.parquet"


def is_frozen(paths: Paths, wave: str) -> bool:
    """True when a snapshot of the wave stands, verified or not."""
    return paths.frozen(wave).exists()


def find_frozen(paths: Paths, *, is_sample: bool) -> tuple[FrozenWave, ...]:
    """All snapshots of this kind by wave id, each verified. Raises ChecksFailedError (exit 3)."""
    parent = paths.frozen("x").parent
    folders = sorted(path for path in parent.glob("*") if path.is_dir() and not path.name.startswith("."))
    found = tuple(_verified(folder) for folder in folders)
    return tuple(one for one in found if one.is_sample == is_sample)


def seal(content: dict[str, Any]) -> str:
    """The digest of a manifest without its own ``digest``: 64 hex digits."""
    bare = {key: value for key, value in content.items() if key != "digest"}
    return hashlib.sha256(json.dumps(bare, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verified(folder: Path) -> FrozenWave:
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files: dict[str, str] = dict(content["files"])
        is_sealed = content["digest"] == seal(content) and content["wave"] == folder.name
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _changed(folder, f"{MANIFEST} cannot be read ({error})") from error
    if not is_sealed:
        raise _changed(folder, f"{MANIFEST} is not what was written")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    for name in sorted(there ^ files.keys()):
        raise _changed(folder, f"{name} is {'missing' if name in files else 'none of its files'}")
    for name, expected in sorted(files.items()):
        if digest_file(folder / name) != expected:
            raise _changed(folder, f"{name} is not what was written")
    return FrozenWave(
        wave=content["wave"],
        folder=folder,
        is_sample=content["is_sample"],
        frozen_date=date.fromisoformat(content["frozen_date"]),
        landing_digest=content["landing_digest"],
        digest=content["digest"],
        tables=_names(files, TABLES),
        raw=_names(files, RAW),
    )


def _names(files: Iterable[str], part: str) -> tuple[str, ...]:
    start = f"{part}/"
    return tuple(
        sorted(name.removeprefix(start).removesuffix(".parquet") for name in files if name.startswith(start))
    )


def _changed(folder: Path, problem: str) -> ChecksFailedError:
    return ChecksFailedError(
        f"frozen wave {folder.name}",
        f"{folder}: {problem}, so what was published can no longer be told",
        fix="put the folder back from a copy; nothing in it is ever edited",
    )
