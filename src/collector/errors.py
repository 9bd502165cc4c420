"""Errors that reach a person, and the exit code each of them ends the program with.

Every message says subject, rule or value, and fix. Anything that is not a :class:`CollectorError` is our bug
and ends with :attr:`ExitCode.BUG`.
"""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """Exit codes of every ``collector`` command (documented in docs/reference/exit-codes.md)."""

    OK = 0
    BUG = 1
    USAGE = 2
    CHECKS_FAILED = 3
    INCOMPLETE = 4
    REFUSED = 5


class CollectorError(Exception):
    """An error with a subject, what is wrong with it, and how to mend it.

    >>> print(CollectorError("banks.csv:7 website", "'spdb' is not a URL", fix="write https://host/"))
    banks.csv:7 website: 'spdb' is not a URL. Fix: write https://host/
    """

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, subject: str, problem: str, *, fix: str) -> None:
        super().__init__(f"{subject}: {problem}. Fix: {fix}")
        self.subject = subject
        self.problem = problem
        self.fix = fix

    def __reduce__(self) -> tuple[partial[CollectorError], tuple[()]]:
        """Pickled whole, so that a worker process can raise it."""
        return partial(type(self), self.subject, self.problem, fix=self.fix), ()


class ConfigError(CollectorError):
    """A file under config/ does not say what its schema needs (exit 2).

    ``errors`` holds all mistakes of the file where there are several; the message is then the first one's.
    """

    exit_code = ExitCode.USAGE
    errors: tuple[ConfigError, ...] = ()


def raise_all(errors: Iterable[ConfigError]) -> None:
    """Raise what was found in one file: nothing, the one mistake, or all of them as one error."""
    found: list[ConfigError] = []
    for error in errors:
        found += error.errors or [error]
    if len(found) > 1:
        more = f"{found[0].problem} (and {len(found) - 1} more in this file)"
        error = ConfigError(found[0].subject, more, fix=found[0].fix)
        error.errors = tuple(found)
        raise error
    if found:
        raise found[0]


class UsageError(CollectorError):
    """A command was asked for something that does not exist (exit 2)."""

    exit_code = ExitCode.USAGE


class ArchiveError(CollectorError):
    """Archived bytes are missing, torn or fail their digest (exit 3)."""

    exit_code = ExitCode.CHECKS_FAILED


class ChecksFailedError(CollectorError):
    """A build's tests failed; nothing was published (exit 3)."""

    exit_code = ExitCode.CHECKS_FAILED


class IncompleteError(CollectorError):
    """A stage stopped before its end; running it again goes on where it stopped (exit 4)."""

    exit_code = ExitCode.INCOMPLETE


class RefusedError(CollectorError):
    """The command would break a rule of the project, such as publishing sample data as a wave (exit 5)."""

    exit_code = ExitCode.REFUSED
