"""Runs DuckDB work so that Ctrl-C ends it at once.

DuckDB looks for signals only in some of its calls (2.0, 2026-11: not in COPY), so the work runs in a thread
of its own while the main thread waits for the end or for the signal.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Result = TypeVar("Result")

PAUSE_SECONDS = 0.1
"""Between two interruptions: one that comes between two statements does not hit the second."""


def run_interruptible(work: Callable[[], Result], *connections: duckdb.DuckDBPyConnection) -> Result:
    """The result of ``work``; on Ctrl-C stop what ``connections`` do, wait for it, and raise on."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(work)
        try:
            return running.result()
        except KeyboardInterrupt:
            while not running.done():
                for connection in connections:
                    connection.interrupt()
                wait([running], timeout=PAUSE_SECONDS)
            raise
