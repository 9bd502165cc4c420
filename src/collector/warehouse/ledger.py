"""The ledger of publications of a kind, ``data/builds/<kind>.publications.jsonl``: lines are only added.

Enters: the file. Leaves: :class:`Publication` records in order, and what follows from them: which build is
newer than which, which were taken back by a rollback, which one a rollback leads to. Refuses a line that it
did not write.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from collector.errors import ChecksFailedError
from collector.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path


class Action(StrEnum):
    """How a build came into the place of the published file."""

    BUILT = "built"
    ROLLED_BACK = "rolled_back"
    FOUND = "found"
    """It stood there and no line told of it: published before there was a ledger, or put there by hand."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One line: number (from 1), action, the build's digest, and what it holds.

    ``waves`` are pairs of wave and digest of its landed run. ``is_overruled``: a person published it although
    it takes something back. ``published_at``: ISO 8601 in UTC, None where nobody told the time.
    """

    number: int
    action: Action
    digest: str
    waves: tuple[tuple[str, str], ...]
    n_tables: int
    n_rows: int
    is_overruled: bool = False
    published_at: str | None = None

    @property
    def about(self) -> str:
        """What it holds, for a person."""
        waves = ", ".join(wave for wave, _ in self.waves)
        return f"{self.digest[:16]}: waves {waves}, {self.n_tables} tables, {self.n_rows} rows"


def read_ledger(path: Path) -> tuple[Publication, ...]:
    """All publications in order; () without a file. Raises ChecksFailedError naming a line that is none."""
    if not path.exists():
        return ()
    found = []
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            fields = json.loads(line)
            found.append(from_fields(fields))
            if found[-1].number != at:
                raise ValueError(f"number {found[-1].number} in line {at}")  # noqa: TRY301 - one way to refuse a line
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ChecksFailedError(
                f"{path}:{at}",
                f"is no publication ({error})",
                fix="restore the file, or move it away: the kept builds are then recorded anew",
            ) from error
    return tuple(found)


def add_publication(path: Path, publication: Publication) -> None:
    """Add a line; readers see all of it or nothing."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    write_atomically(path, before + as_line(publication))


def from_fields(fields: dict[str, Any]) -> Publication:
    """The publication of a line's fields; ValueError, TypeError or KeyError when they are none."""
    waves = tuple(sorted(fields["waves"].items()))
    return Publication(**fields | {"action": Action(fields["action"]), "waves": waves})


def as_line(publication: Publication) -> str:
    """The publication as a line of the ledger."""
    return json.dumps(asdict(publication) | {"waves": dict(publication.waves)}, ensure_ascii=False) + "\n"


def number_builds(ledger: Sequence[Publication]) -> dict[str, int]:
    """Digest → number of the publication that last built it; the greater, the newer the build."""
    return {one.digest: one.number for one in ledger if one.action is not Action.ROLLED_BACK}


def find_taken_back(ledger: Sequence[Publication]) -> dict[str, int]:
    """Digest → number of the rollback that took the build back, unless it was published again since."""
    taken: dict[str, int] = {}
    for at, one in enumerate(ledger):
        taken.pop(one.digest, None)
        if one.action is Action.ROLLED_BACK:
            builds = number_builds(ledger[:at])
            newer = (digest for digest in builds if builds[digest] > builds.get(one.digest, 0))
            taken.update((digest, one.number) for digest in newer if digest not in taken)
    return taken


def find_before(ledger: Sequence[Publication], kept: Collection[str]) -> Publication | None:
    """Where a rollback leads: the newest kept build before the current one that was not taken back."""
    builds, taken = number_builds(ledger), find_taken_back(ledger)
    current = builds[ledger[-1].digest]
    numbers = {number for digest, number in builds.items() if digest in kept and digest not in taken}
    older = [number for number in numbers if number < current]
    return ledger[max(older) - 1] if older else None
