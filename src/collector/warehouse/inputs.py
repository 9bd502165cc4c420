"""What a build is made of: landed runs of every wave of one kind, and the digest over everything that counts.

Enters: config and ``data/landing``. Leaves: runs and a digest. Refuses a ``current`` that names no folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from collector import landing, store_words, words
from collector.errors import IncompleteError
from collector.files import code_files
from collector.universe import names, resolve
from collector.warehouse import load, raw, raw_evidence, raw_owners, raw_stores

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collector.models import Config, Wave
    from collector.paths import Paths

_SOURCE_SUFFIXES = frozenset({".sql", ".yml", ".csv", ".md"})


@dataclass(frozen=True, slots=True)
class LandedRun:
    """The extraction run in force of one wave: its folder of Parquet and its digest (the folder's name)."""

    wave: Wave
    folder: Path
    digest: str


def find_landed_runs(paths: Paths, config: Config, *, is_sample: bool) -> tuple[LandedRun, ...]:
    """Runs in force of the waves of this kind that have landed, by wave id."""
    waves = sorted((wave for wave in config.waves if wave.is_sample == is_sample), key=lambda wave: wave.wave)
    return tuple(_find_run(paths, wave) for wave in waves if (paths.landing(wave.wave) / "current").exists())


def compute_digest(paths: Paths, config: Config, runs: Iterable[LandedRun]) -> str:
    """64 hex digits over landed runs, config, the dbt project, the loading code and DuckDB's version."""
    total = hashlib.sha256()
    for run in runs:
        total.update(f"{run.wave.wave}={run.digest}\n".encode())
    total.update(repr(config).encode())
    for file in _find_sources(paths.dbt_project):
        total.update(f"{file.relative_to(paths.dbt_project).as_posix()}\n".encode())
        total.update(file.read_bytes())
    # the loader, and what its rows are made of: segments, outcomes, schemas
    made_by = (load, raw, raw_evidence, raw_owners, raw_stores, names, resolve, landing, store_words, words)
    for module in made_by:
        for path in code_files(module):
            total.update(path.read_bytes())
    total.update(duckdb.__version__.encode())
    return total.hexdigest()


def _find_run(paths: Paths, wave: Wave) -> LandedRun:
    digest = (paths.landing(wave.wave) / "current").read_text(encoding="utf-8").strip()
    folder = paths.landing(wave.wave) / digest
    if not digest or not folder.is_dir():
        raise IncompleteError(
            f"landing of wave {wave.wave}",
            f"current names {digest!r}, which is no folder there",
            fix=f"collector extract --wave {wave.wave}",
        )
    return LandedRun(wave=wave, folder=folder, digest=digest)


def _find_sources(project: Path) -> list[Path]:
    """The files that decide what the dbt project builds, in a fixed order; its target/ and logs/ do not."""
    made_by_dbt = {project / "target", project / "logs"}
    return sorted(
        file
        for file in project.rglob("*")
        if file.suffix in _SOURCE_SUFFIXES and file.is_file() and made_by_dbt.isdisjoint(file.parents)
    )
