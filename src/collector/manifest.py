"""The manifest of a refresh: one record a stage. A run is judged by it, never by an exit code alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from collector.errors import CollectorError
from collector.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class StageRecord:
    """One finished stage: wall-clock seconds and its one-line summary."""

    stage: str
    seconds: float
    summary: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The stages that finished, in order, and the error that ended the run (None when it came to its end)."""

    wave: str
    stages: tuple[StageRecord, ...] = ()
    is_finished: bool = False
    error: str | None = None
    exit_code: int = 0

    def with_stage(self, record: StageRecord) -> Manifest:
        """The manifest with one more finished stage."""
        return replace(self, stages=(*self.stages, record))

    def ended(self, *, error: str | None, exit_code: int) -> Manifest:
        """The manifest of a run that came to its end, well or with an error."""
        return replace(self, is_finished=True, error=error, exit_code=exit_code)


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write ``manifest`` as JSON, atomically."""
    write_atomically(path, json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n")


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; a missing or torn one means that the run crashed (CollectorError, exit 1)."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        stages = tuple(StageRecord(**record) for record in fields.pop("stages"))
        return Manifest(stages=stages, **fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CollectorError(
            str(path), f"no whole manifest ({error}): the run crashed", fix=f"read {path.parent}/prefect.log"
        ) from error
