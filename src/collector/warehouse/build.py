"""Builds the warehouse beside the published one, tests it, and swaps it in only if everything passes.

Enters: landed Parquet of every wave of the wave's kind (sample or real), config and the dbt project.
Leaves: the published DuckDB file. Refuses to run beside another build of the same kind; a failed build
leaves no trace but its log.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from collector.errors import IncompleteError
from collector.warehouse.dbt_run import disk_full, is_disk_full, run_dbt
from collector.warehouse.inputs import LandedRun, compute_digest, find_landed_runs
from collector.warehouse.load import STORAGE_VERSION, load_raw
from collector.warehouse.publish import publish_build, read_published_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


def build_wave(paths: Paths, config: Config, wave: Wave, *, say: Callable[[str], None]) -> BuildResult:
    """Build and publish the warehouse of the wave's kind; does nothing when the published one is up to date.

    Raises IncompleteError (exit 4) when the wave has not landed, another build runs or the disk is full, and
    ChecksFailedError (exit 3) when a test fails. The published file is untouched in each of these cases.
    """
    paths.builds.mkdir(parents=True, exist_ok=True)
    kind = "sample" if wave.is_sample else "real"
    published = paths.warehouse(is_sample=wave.is_sample)
    with _hold_lock(paths.builds / f"{kind}.lock") as lock:
        runs = find_landed_runs(paths, config, is_sample=wave.is_sample)
        if wave.wave not in {run.wave.wave for run in runs}:
            raise IncompleteError(
                f"wave {wave.wave}", "nothing of it has landed", fix=f"collector extract --wave {wave.wave}"
            )
        digest = compute_digest(paths, config, runs)
        is_new = read_published_digest(published) != digest
        if is_new:
            say(f"building {', '.join(run.wave.wave for run in runs)}")
            _make(paths, config, wave, runs, kind=kind, digest=digest, lock=lock)
    return BuildResult(
        path=published,
        digest=digest,
        is_new=is_new,
        waves=tuple(run.wave.wave for run in runs),
        n_rows=_count_rows(published),
    )


def _make(
    paths: Paths,
    config: Config,
    wave: Wave,
    runs: tuple[LandedRun, ...],
    *,
    kind: str,
    digest: str,
    lock: int,
) -> None:
    # one name for every build of a kind: dbt parses its project anew whenever the profile's path differs
    build_file = paths.builds / f"{kind}_building.duckdb"
    _remove(build_file)
    try:
        load_raw(build_file, config, runs, digest)
        run_dbt(
            paths.dbt_project,
            build_file,
            target=paths.builds / f"{kind}-dbt",
            logs=paths.logs(wave.wave),
            lock=lock,
        )
        _finish(build_file)
        publish_build(build_file, paths.warehouse(is_sample=wave.is_sample), kind=kind, digest=digest)
    except (OSError, duckdb.Error) as error:
        if is_disk_full(error):
            raise disk_full(paths.builds) from error
        raise
    finally:
        _remove(build_file)


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
        connection.execute("checkpoint")


def _count_rows(path: Path) -> tuple[tuple[str, int], ...]:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main' order by table_name"
        ).fetchall()
        counts = []
        for (name,) in tables:
            row = connection.execute(f'select count(*) from main."{name}"').fetchone()  # noqa: S608 - a table of ours
            counts.append((str(name), int(row[0]) if row else 0))
    return tuple(counts)


@contextmanager
def _hold_lock(path: Path) -> Iterator[int]:
    """Hold the build lock, which the system gives back when its holders end, however they end."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IncompleteError(
                f"build lock {path}",
                "another build is running",
                fix="wait until it has ended and run this again",
            ) from error
        yield descriptor
    finally:
        os.close(descriptor)


def _remove(build_file: Path) -> None:
    """Remove a half-made build and its write-ahead log."""
    for path in (build_file, build_file.with_name(f"{build_file.name}.wal")):
        with suppress(FileNotFoundError):
            path.unlink()
