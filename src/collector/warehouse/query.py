"""Opens the published warehouse for reading; one snapshot as long as the connection is open.

Enters: the data folder and a wave. Leaves: a read-only connection, or an error saying how to get a warehouse.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from collector.errors import UsageError
from collector.freeze.restated import making

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from collector.models import Wave
    from collector.paths import Paths


class NotBuiltError(UsageError):
    """There is no warehouse yet, or none that holds the wave (exit 2)."""


def connect_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Read-only connection to a file that is there; raises UsageError when it cannot be opened."""
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.IOException as error:
        raise UsageError(
            f"warehouse {path}",
            f"cannot be opened: {str(error).splitlines()[0]}",
            fix="close the program that has it open for writing",
        ) from error


@contextmanager
def open_warehouse(paths: Paths, wave: Wave) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read-only connection to the published file of the wave's kind; later builds do not disturb it.

    Raises NotBuiltError when there is no file or it does not hold the wave, UsageError when it cannot be
    opened.
    """
    path = paths.warehouse(is_sample=wave.is_sample)
    rebuild = making(wave.wave)
    if not path.exists():
        raise NotBuiltError(f"warehouse {path}", "has not been built", fix=rebuild)
    connection = connect_read_only(path)
    with connection:
        if not connection.execute("select 1 from dim_wave where wave = ?", [wave.wave]).fetchone():
            raise NotBuiltError(f"warehouse {path}", f"does not hold wave {wave.wave}", fix=rebuild)
        yield connection
