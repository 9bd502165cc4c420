"""The rule that the published file only moves forward, and the rollback, which alone goes back.

Enters: the ledger, what would be built, or the wish to go back. Leaves: nothing, a refusal that says what
would be taken back and how to mend it, or the build before the current one in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from collector.errors import ChecksFailedError, RefusedError, UsageError
from collector.warehouse.ledger import Action, find_before, find_taken_back, number_builds
from collector.warehouse.lock import hold_lock
from collector.warehouse.publish import put_in_place, settle, tell_time
from collector.warehouse.shelf import Shelf, read_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from collector.models import Wave
    from collector.paths import Paths
    from collector.warehouse.ledger import Publication


@dataclass(frozen=True, slots=True)
class RollbackResult:
    """The publication that was left, the build that is published now, and the number of that build."""

    left: Publication
    now: Publication
    build: int

    @property
    def summary(self) -> str:
        """One line for a person."""
        return f"build {self.build} is published again, {self.now.about} (before: {self.left.about})"


def check_forward(
    ledger: Sequence[Publication], landed: Mapping[str, str], digest: str, *, overrule: str
) -> None:
    """Refuse (exit 5) a build that takes back what is published; ``overrule`` is the command that does it.

    ``landed``: wave → digest of its landed run, of a frozen wave the one that was published.

    That is: inputs that a rollback took back, a published wave that has not landed, or a landed run that was
    published before the one that is published now.
    """
    if not ledger:
        return
    taken = find_taken_back(ledger)
    if digest in taken:
        raise RefusedError(
            f"build {number_builds(ledger)[digest]} ({digest[:16]})",
            f"publication {taken[digest]} rolled it back, and the inputs are the same as then",
            fix=f"mend what was wrong with it and build again, or publish it all the same: {overrule}",
        )
    published = dict(ledger[-1].waves)
    for wave in sorted(published.keys() - landed.keys()):
        raise RefusedError(
            f"wave {wave}",
            "it is published, and nothing of it has landed now",
            fix=f"collector extract --wave {wave} (config/waves/{wave}.yml must be there), "
            f"or publish without it: {overrule}",
        )
    for wave, run in sorted(published.items()):
        if landed[wave] != run and _first(ledger, wave, landed[wave]) < _first(ledger, wave, run):
            raise RefusedError(
                f"wave {wave}",
                f"its landed run {landed[wave][:12]} is older than the published one, {run[:12]}",
                fix=f"collector extract --wave {wave}, or publish the older one: {overrule}",
            )


def roll_back(
    paths: Paths, wave: Wave, *, say: Callable[[str], None], now: datetime | None = None
) -> RollbackResult:
    """Put the build before the current one of the wave's kind in its place, recorded as a publication.

    Raises UsageError when there is none kept, ChecksFailedError when it cannot be read, IncompleteError when
    a build is running.
    """
    shelf = Shelf.of(paths, wave)
    shelf.folder.mkdir(parents=True, exist_ok=True)
    again = f"collector build --wave {wave.wave}"
    with hold_lock(shelf.lock, f"rolling back {shelf.published.name}"):
        ledger = settle(shelf)
        if not ledger or not shelf.published.exists():
            raise UsageError(f"warehouse {shelf.published}", "nothing is published yet", fix=again)
        kept = {one.digest for one in ledger if shelf.kept(one.digest).exists()}
        target = find_before(ledger, kept)
        builds = number_builds(ledger)
        if target is None:
            raise UsageError(
                f"warehouse {shelf.published.name}",
                f"build {builds[ledger[-1].digest]} is published, and no build before it is kept",
                fix=f"{again} --list shows what is kept; to go forward: {again}",
            )
        kept_file = shelf.kept(target.digest)
        if read_digest(kept_file) != target.digest:
            raise ChecksFailedError(
                str(kept_file),
                f"build {target.number} cannot be read or was changed",
                fix="remove the file; the next rollback goes to the build before it",
            )
        say(f"putting build {target.number} in the place of build {builds[ledger[-1].digest]}")
        publication = _going_back_to(target, len(ledger) + 1, tell_time(now))
        put_in_place(shelf, publication)
    return RollbackResult(left=ledger[-1], now=publication, build=target.number)


def _going_back_to(target: Publication, number: int, published_at: str | None) -> Publication:
    return replace(
        target,
        number=number,
        action=Action.ROLLED_BACK,
        is_overruled=False,
        published_at=published_at,
    )


def _first(ledger: Sequence[Publication], wave: str, run: str) -> int:
    """Number of the first publication with that landed run; one never published is newer than all."""
    return next((one.number for one in ledger if (wave, run) in one.waves), len(ledger) + 1)
