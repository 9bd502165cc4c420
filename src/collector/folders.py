"""Replacing a whole folder so that a reader never meets half of one.

The new folder stands beside the old one until it is complete and on the disk. A run that fails or is killed
leaves the old one; killed between the two renames of the swap, the next run mends it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from collector.errors import IncompleteError
from collector.files import flush

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder beside ``folder``; it takes its place when the block ends without an error.

    Raises IncompleteError when another process is at it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    fresh.mkdir(exist_ok=True)
    descriptor = os.open(fresh, os.O_RDONLY)
    try:
        _lock(descriptor, fresh, folder)
        _mend(folder, old)
        for left in fresh.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        try:
            yield fresh
            for path in (*fresh.rglob("*"), fresh):
                flush(path)
            _swap(fresh, folder, old)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, fresh: Path, folder: Path) -> None:
    """Hold the new folder, which the system gives back when its holder ends, however it ends."""
    problem = "is being written by another run"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # the run that held it may have put it into place, or removed it, in between
        is_ours = fresh.exists() and fresh.stat().st_ino == os.fstat(descriptor).st_ino
    except BlockingIOError:
        is_ours = False
    if not is_ours:
        raise IncompleteError(f"folder {folder}", problem, fix="wait until it has ended and run this again")


def _mend(folder: Path, old: Path) -> None:
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _swap(fresh: Path, folder: Path, old: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
