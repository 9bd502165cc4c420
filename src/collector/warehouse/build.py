"""Builds the warehouse beside the published one, tests it, and swaps it in only if everything passes.

Enters: landed Parquet of every wave of the wave's kind (sample or real), frozen waves, config, dbt project.
Leaves: the published DuckDB file. Refuses to run beside another build of the same kind; a failed build
leaves no trace but its log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from collector.errors import ChecksFailedError, IncompleteError
from collector.freeze.restore import check_kept, drop_frozen, missing_waves, read_differences
from collector.freeze.snapshot import find_frozen
from collector.warehouse.dbt_run import disk_full, is_disk_full, run_dbt
from collector.warehouse.forward import check_forward
from collector.warehouse.gate import check_expectations
from collector.warehouse.inputs import LandedRun, compute_digest, find_landed_runs
from collector.warehouse.load import STORAGE_VERSION, load_raw
from collector.warehouse.lock import hold_lock
from collector.warehouse.publish import publish_build, remove_build, settle
from collector.warehouse.shelf import Shelf, read_contents, read_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from collector.freeze.snapshot import FrozenWave
    from collector.models import Config, Wave
    from collector.paths import Paths


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The published file, what it was made of, and the rows of each of its tables (name, rows)."""

    path: Path
    digest: str
    is_new: bool
    waves: tuple[str, ...]
    n_rows: tuple[tuple[str, int], ...]

    @property
    def summary(self) -> str:
        """One line for a person."""
        state = "built and published" if self.is_new else "already up to date"
        total = sum(rows for _, rows in self.n_rows)
        waves = ", ".join(self.waves)
        return f"{self.path.name} {state}: {len(self.n_rows)} tables, {total} rows, waves {waves}"


def build_wave(
    paths: Paths,
    config: Config,
    wave: Wave,
    *,
    say: Callable[[str], None],
    is_overruled: bool = False,
    now: datetime | None = None,
) -> BuildResult:
    """Build and publish the warehouse of the wave's kind; does nothing when the published one is up to date.

    ``is_overruled``: also when that takes back what is published. ``now`` is what the ledger says. Raises
    IncompleteError (exit 4) when the wave has not landed, another build runs or the disk is full,
    ChecksFailedError (exit 3) when a test fails or the crawl gave less than expected, and RefusedError (exit
    5) when what is published would be taken back. The published file is untouched in each of these cases.
    """
    paths.builds.mkdir(parents=True, exist_ok=True)
    shelf = Shelf.of(paths, wave)
    with hold_lock(shelf.lock, f"building wave {wave.wave}") as lock:
        try:
            ledger = settle(shelf)
            frozen = find_frozen(paths, is_sample=wave.is_sample)
            check_kept(shelf.published, frozen)
            missing_waves(paths, frozen, [one.wave for one in config.waves])
            runs = find_landed_runs(paths, config, is_sample=wave.is_sample)
            held = {run.wave.wave: run.digest for run in runs} | {
                one.wave: one.landing_digest for one in frozen
            }
            if wave.wave not in held:
                fix = f"collector extract --wave {wave.wave}"
                raise IncompleteError(f"wave {wave.wave}", "nothing of it has landed", fix=fix)
            digest = compute_digest(paths, config, runs, frozen)
            is_new = read_digest(shelf.published) != digest
            if is_new:
                if not is_overruled:
                    command = f"collector build --wave {wave.wave} --overrule"
                    check_forward(ledger, held, digest, overrule=command)
                say(f"building {', '.join(sorted(held))}")
                _make(paths, config, wave, runs, frozen, digest=digest, lock=lock, say=say)
                publish_build(shelf, shelf.building, is_overruled=is_overruled, now=now)
        except (OSError, duckdb.Error) as error:
            if is_disk_full(error):
                raise disk_full(paths.builds) from error
            raise
        finally:
            remove_build(shelf.building)
    contents = read_contents(shelf.published)
    if contents is None:
        raise ChecksFailedError(str(shelf.published), "cannot be read", fix="close what writes it and build")
    for line in read_differences(shelf.published):
        say(line)
    return BuildResult(
        path=shelf.published,
        digest=digest,
        is_new=is_new,
        waves=tuple(sorted(held)),
        n_rows=contents.n_rows,
    )


def _make(
    paths: Paths,
    config: Config,
    wave: Wave,
    runs: tuple[LandedRun, ...],
    frozen: tuple[FrozenWave, ...],
    *,
    digest: str,
    lock: int,
    say: Callable[[str], None],
) -> None:
    """Make the build file and hold it against its tests and expectations."""
    shelf = Shelf.of(paths, wave)
    load_raw(shelf.building, config, runs, digest, frozen)
    warnings = run_dbt(
        paths.dbt_project,
        shelf.building,
        target=paths.builds / f"{shelf.kind}-dbt",
        logs=paths.logs(wave.wave),
        lock=lock,
    )
    for warning in warnings:
        say(f"warning: {warning}")
    _finish(shelf.building)
    waves = tuple(run.wave.wave for run in runs)
    check_expectations(shelf.building, config.expectations, waves, say=say)


def _finish(build_file: Path) -> None:
    """Drop the steps between (views, which name the build file) and write everything into the one file."""
    with duckdb.connect(
        str(build_file), config={"storage_compatibility_version": STORAGE_VERSION}
    ) as connection:
        views = connection.execute(
            "select view_name from duckdb_views() where not internal and schema_name = 'main' order by 1"
        ).fetchall()
        for (name,) in views:
            connection.execute(f'drop view "{name}"')
        drop_frozen(connection)
        connection.execute("checkpoint")
