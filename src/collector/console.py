"""What a person sees while a stage runs: bars on a terminal, plain lines elsewhere.

Stages get a :class:`Progress`; they neither print nor know where it goes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import TaskID


class Progress(Protocol):
    """What a stage may tell: a line somebody will read, and how far it has come."""

    def line(self, text: str) -> None:
        """Say one finished fact or warning."""

    def step(self, done: int, total: int, unit: str) -> None:
        """Say that ``done`` of ``total`` units are finished."""


class Silent:
    """Says nothing (library use and tests)."""

    def line(self, text: str) -> None:
        """Drop the line."""

    def step(self, done: int, total: int, unit: str) -> None:
        """Drop the step."""


class Terminal:
    """Prints one stage: a bar on a terminal, a line a tenth of the way elsewhere."""

    def __init__(self, stage: str, console: Console | None = None) -> None:
        self._stage = stage
        self._console = console or Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._last_tenth = -1

    def __enter__(self) -> Terminal:
        if self._console.is_terminal:
            self._bar = RichProgress(
                TextColumn("{task.description:<8}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[unit]}"),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task(self._stage, total=None, unit="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def line(self, text: str) -> None:
        """Print ``stage: text`` above the bar, or as a plain line."""
        self._console.print(f"{self._stage}: {text}", markup=False)

    def step(self, done: int, total: int, unit: str) -> None:
        """Move the bar; without a terminal print at most ten lines a stage."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, unit=unit)
            return
        tenth = done * 10 // total if total else 10
        if tenth != self._last_tenth:
            self._last_tenth = tenth
            self._console.print(f"{self._stage}: {done}/{total} {unit}", markup=False)
