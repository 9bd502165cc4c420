"""The kept builds of a kind: which there are, what they hold, and which one is published.

Enters: ledger, kept files and the published one. Leaves: :class:`KeptBuild` records, the newest first. Only
reads, so it may be asked while a build runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from collector.warehouse.ledger import find_before, find_taken_back, number_builds, read_ledger
from collector.warehouse.shelf import Shelf, read_digest

if TYPE_CHECKING:
    from collector.models import Wave
    from collector.paths import Paths
    from collector.warehouse.ledger import Publication


class KeptState(StrEnum):
    """What a kept build is to the published file."""

    PUBLISHED = "published"
    NEXT = "before it"
    """Where a rollback leads."""
    TAKEN_BACK = "rolled back"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """A kept build: the publication that built it, its state and its size in bytes."""

    built: Publication
    state: KeptState
    n_bytes: int


def list_kept(paths: Paths, wave: Wave) -> tuple[KeptBuild, ...]:
    """All kept builds of the wave's kind, the newest first; () before the first publication is recorded."""
    shelf = Shelf.of(paths, wave)
    ledger = read_ledger(shelf.ledger)
    if not ledger:
        return ()
    kept = {one.digest: shelf.kept(one.digest) for one in ledger if shelf.kept(one.digest).exists()}
    taken, before = find_taken_back(ledger), find_before(ledger, kept)
    published = read_digest(shelf.published)

    def state(digest: str) -> KeptState:
        if digest == published:
            return KeptState.PUBLISHED
        if digest in taken:
            return KeptState.TAKEN_BACK
        return KeptState.NEXT if before and digest == before.digest else KeptState.KEPT

    builds = sorted(((number, digest) for digest, number in number_builds(ledger).items()), reverse=True)
    return tuple(
        KeptBuild(ledger[number - 1], state(digest), kept[digest].stat().st_size)
        for number, digest in builds
        if digest in kept
    )
