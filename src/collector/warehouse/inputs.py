"""What a build is made of: landed runs of every wave of one kind, and the digest over everything that counts.

Enters: config and ``data/landing``. Leaves: runs and a digest. Refuses a ``current`` that names no folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import duckdb

from collector import landing, store_words, words
from collector.errors import IncompleteError
from collector.files import code_files
from collector.freeze import restated, restore
from collector.freeze.restated import restate
from collector.freeze.snapshot import is_frozen
from collector.universe import names, resolve
from collector.warehouse import load, raw, raw_evidence, raw_owners, raw_stores

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from collector.freeze.snapshot import FrozenWave
    from collector.models import Config, Wave
    from collector.paths import Paths

_SOURCE_SUFFIXES = frozenset({".sql", ".yml", ".csv", ".md"})


@dataclass(frozen=True, slots=True)
class LandedRun:
    """The extraction run in force of one wave: its folder of Parquet and its digest (the folder's name).

    Of a frozen wave it is the restatement, under an id of its own.
    """

    wave: Wave
    folder: Path
    digest: str


def find_landed_runs(paths: Paths, config: Config, *, is_sample: bool) -> tuple[LandedRun, ...]:
    """Runs in force of the waves of this kind that have landed, by wave id."""
    waves = sorted((wave for wave in config.waves if wave.is_sample == is_sample), key=lambda wave: wave.wave)
    runs = tuple(_find_run(paths, wave) for wave in waves if (paths.landing(wave.wave) / "current").exists())
    return tuple(
        replace(run, wave=restate(run.wave)) if is_frozen(paths, run.wave.wave) else run for run in runs
    )


def compute_digest(
    paths: Paths, config: Config, runs: Iterable[LandedRun], frozen: Iterable[FrozenWave] = ()
) -> str:
    """64 hex digits over landed runs, frozen waves, config, dbt project, loading code, DuckDB's version."""
    total = hashlib.sha256()
    for run in runs:
        total.update(f"{run.wave.wave}={run.digest}\n".encode())
    for one in frozen:
        total.update(f"frozen {one.wave}={one.digest}\n".encode())
    total.update(repr(config).encode())
    for file in _find_sources(paths.dbt_project):
        total.update(f"{file.relative_to(paths.dbt_project).as_posix()}\n".encode())
        total.update(file.read_bytes())
    # the loader, and what its rows are made of: segments, outcomes, schemas
    made_by = (load, raw, raw_evidence, raw_owners, raw_stores, names, resolve, landing, store_words, words)
    for module in (*made_by, restated, restore):
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
