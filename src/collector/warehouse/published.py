"""Which published file is meant, and a read-only connection to it.

Enters: a wave, or sample or real, or nothing (then the sample, as for every command). Leaves: the file, or an
error saying how to get it. The file is never written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector.config.load import load_config
from collector.errors import UsageError
from collector.freeze.restated import find_edition, making
from collector.warehouse.query import NotBuiltError, connect_read_only

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from collector.paths import Paths


@dataclass(frozen=True, slots=True)
class Published:
    """A published file and its kind, the wave asked for (None: all), whether the other kind is built."""

    path: Path
    is_sample: bool
    wave: str | None
    is_other_built: bool = False

    @property
    def kind(self) -> str:
        """``sample`` or ``real``."""
        return "sample" if self.is_sample else "real"

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Read-only connection; raises NotBuiltError without a file or where it does not hold the wave."""
        rebuild = making(self.wave or ("sample" if self.is_sample else "<wave>"))
        if self.is_other_built and self.wave is None:
            other = "--real, in Python sample=False" if self.is_sample else "--sample, in Python sample=True"
            rebuild += f", or ask the other one ({other})"
        if not self.path.exists():
            raise NotBuiltError(f"warehouse {self.path}", "has not been built", fix=rebuild)
        connection = connect_read_only(self.path)
        if self.wave is None:
            return connection
        held = [
            str(wave) for (wave,) in connection.execute("select wave from dim_wave order by 1").fetchall()
        ]
        if self.wave not in held:
            connection.close()
            problem = f"does not hold wave {self.wave}, only {', '.join(held) or 'none'}"
            raise NotBuiltError(f"warehouse {self.path}", problem, fix=rebuild)
        return connection


def find_published(paths: Paths, *, wave: str | None = None, sample: bool | None = None) -> Published:
    """The file of the wave's kind, or of the kind named; raises UsageError when wave and kind disagree."""
    is_sample = sample is None or sample
    if wave is not None:
        is_sample = find_edition(load_config(paths.home), wave).is_sample
        if sample is not None and sample != is_sample:
            kinds = ("sample", "real") if is_sample else ("real", "sample")
            problem = f"is a {kinds[0]} wave, and the {kinds[1]} warehouse is asked for"
            raise UsageError(f"wave {wave}", problem, fix=f"leave one of wave and {kinds[1]} out")
    is_other_built = paths.warehouse(is_sample=not is_sample).exists()
    return Published(paths.warehouse(is_sample=is_sample), is_sample, wave, is_other_built)
