"""Where things stand on disk. The layout is docs/reference/layout.md; nothing else builds these paths.

``COLLECTOR_HOME`` moves the project folder (config/, spiders/, warehouse/ …), ``COLLECTOR_DATA`` the data.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """The project folder and the data folder, and the named places under them."""

    home: Path
    data: Path

    @classmethod
    def from_environment(cls) -> Paths:
        """Project = COLLECTOR_HOME or the checkout; data = COLLECTOR_DATA or ``<home>/data``; both absolute.

        dbt and the spiders run in folders of their own, where a relative path would be another one.
        """
        home = Path(os.environ.get("COLLECTOR_HOME") or Path(__file__).resolve().parents[2]).absolute()
        return cls(home=home, data=Path(os.environ.get("COLLECTOR_DATA") or home / "data").absolute())

    @property
    def config(self) -> Path:
        """config/: what exists and what words mean, read-only to every stage."""
        return self.home / "config"

    @property
    def dbt_project(self) -> Path:
        """warehouse/: the dbt project."""
        return self.home / "warehouse"

    def archive(self, wave: str) -> Path:
        """WARC segments and fetch index of one wave."""
        return self.data / "archive" / wave

    @property
    def imports(self) -> Path:
        """Saved lists as they were imported, one folder each below their store."""
        return self.data / "imports"

    def landing(self, wave: str) -> Path:
        """Parquet of one wave, one folder per extraction run."""
        return self.data / "landing" / wave

    def frozen(self, wave: str) -> Path:
        """What a wave was when it was published; written once, never edited."""
        return self.data / "frozen" / wave

    def warehouse(self, *, is_sample: bool) -> Path:
        """The published DuckDB file; sample waves have their own so that they never mix with real ones."""
        return self.data / ("warehouse.sample.duckdb" if is_sample else "warehouse.duckdb")

    @property
    def builds(self) -> Path:
        """Finished and half-made builds that stand beside the published files."""
        return self.data / "builds"

    def report(self, wave: str) -> Path:
        """Pages, figures and CSV of one wave."""
        return self.data / "reports" / wave

    @property
    def exports(self) -> Path:
        """Exports of the warehouse as CSV and Parquet, one folder each."""
        return self.data / "exports"

    def logs(self, wave: str) -> Path:
        """Logs of spiders, dbt and Prefect for one wave."""
        return self.data / "logs" / wave

    @property
    def evaluation(self) -> Path:
        """Scores and disagreements of the last evaluation against labels made by hand."""
        return self.data / "evaluation"
