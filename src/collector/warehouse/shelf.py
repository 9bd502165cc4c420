"""Where the builds of one kind stand: the published file, the kept ones, and what a build leaves on its way.

Enters: a folder and a kind. Leaves: names and what a finished build says about itself. Reads only.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

    from collector.models import Wave
    from collector.paths import Paths


@dataclass(frozen=True, slots=True)
class Shelf:
    """The builds of one kind (``sample`` or ``real``): their folder and the published file."""

    folder: Path
    kind: str
    published: Path

    @classmethod
    def of(cls, paths: Paths, wave: Wave) -> Shelf:
        """The shelf of the wave's kind."""
        kind = "sample" if wave.is_sample else "real"
        return cls(folder=paths.builds, kind=kind, published=paths.warehouse(is_sample=wave.is_sample))

    @property
    def building(self) -> Path:
        """The build in the making: one name for all, as dbt parses anew when the profile's path differs."""
        return self.folder / f"{self.kind}_building.duckdb"

    @property
    def placing(self) -> Path:
        """A second name of a build on its way into the published file's place."""
        return self.folder / f"{self.kind}_placing.duckdb"

    @property
    def pending(self) -> Path:
        """The line of a publication that has begun, until it stands in the ledger."""
        return self.folder / f"{self.kind}.publishing.json"

    @property
    def ledger(self) -> Path:
        """All publications, one line each."""
        return self.folder / f"{self.kind}.publications.jsonl"

    @property
    def lock(self) -> Path:
        """The file whose lock a build or rollback holds."""
        return self.folder / f"{self.kind}.lock"

    def kept(self, digest: str) -> Path:
        """Where the finished build of that digest is kept."""
        return self.folder / f"{self.kind}-{digest[:16]}.duckdb"

    def list_kept(self) -> list[Path]:
        """All kept builds, by name."""
        return sorted(self.folder.glob(f"{self.kind}-*.duckdb"))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a build says about itself: its digest, pairs of wave and landed run, and rows by table."""

    digest: str
    waves: tuple[tuple[str, str], ...]
    n_rows: tuple[tuple[str, int], ...]


def read_digest(path: Path) -> str | None:
    """What the build was made of; None when there is none or it cannot be read."""
    if not path.exists():
        return None
    with suppress(duckdb.Error), duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute("select digest from meta.build").fetchone()
        return None if row is None else str(row[0])
    return None


def read_contents(path: Path) -> Contents | None:
    """What is in a build; None when it cannot be read."""
    digest = read_digest(path)
    if digest is None:
        return None
    with suppress(duckdb.Error), duckdb.connect(str(path), read_only=True) as connection:
        runs = connection.execute(
            "select wave, landing_digest from meta.landed_runs order by wave"
        ).fetchall()
        return Contents(digest, tuple((str(wave), str(run)) for wave, run in runs), _count_rows(connection))
    return None


def _count_rows(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int], ...]:
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'main' order by table_name"
    ).fetchall()
    counts = []
    for (name,) in tables:
        row = connection.execute(f'select count(*) from main."{name}"').fetchone()  # noqa: S608 - a table of ours
        counts.append((str(name), int(row[0]) if row else 0))
    return tuple(counts)
