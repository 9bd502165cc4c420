"""The lock of a kind's builds and rollbacks: one at a time, and who is refused hears who holds it.

Enters: the lock file of a kind. Leaves: an open descriptor that holds the lock, or an IncompleteError naming
the holder. The system gives the lock back when its holders end, however they end; what the file says is for
people only.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from collector.errors import IncompleteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def hold_lock(path: Path, doing: str) -> Iterator[int]:
    """Hold the lock while ``doing`` ("building wave 2026"); IncompleteError (exit 4) when it is held."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IncompleteError(
                f"build lock {path}",
                f"another build or rollback is running: {_read_holder(descriptor)}",
                fix="wait until it has ended and run this again",
            ) from error
        _write_holder(descriptor, json.dumps({"pid": os.getpid(), "doing": doing}))
        yield descriptor
        _write_holder(descriptor, "")
    finally:
        os.close(descriptor)


def _read_holder(descriptor: int) -> str:
    """Who holds the lock, as far as the file tells; a holder of a moment ago may not have written yet."""
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0))
        return f"process {holder['pid']}, {holder['doing']}"
    except (ValueError, KeyError, TypeError):
        return "a process that has just begun"


def _write_holder(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)
